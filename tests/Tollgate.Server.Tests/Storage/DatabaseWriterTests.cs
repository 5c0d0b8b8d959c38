using Microsoft.Data.Sqlite;
using Tollgate.Server.Audit;

namespace Tollgate.Server.Tests.Storage;

public sealed class DatabaseWriterTests(SharedServer shared) : IClassFixture<SharedServer>
{
    readonly DatabaseWriter writer = shared.Server.Resolve<DatabaseWriter>();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_change_adds_is_there_when_it_returns()
    {
        await writer.Write(db => db.Add(Entry("there")), Cancellation);
        Assert.Equal(1, await Count("there"));
    }

    [Fact]
    public async Task A_change_that_throws_leaves_nothing()
    {
        await Assert.ThrowsAsync<OperatorException>(() => writer.Write(
            async (db, running) =>
            {
                db.Add(Entry("gone"));
                await db.SaveChangesAsync(running);
                throw new OperatorException("x", "changed its mind.");
            },
            Cancellation));
        Assert.Equal(0, await Count("gone"));
    }

    [Fact]
    public async Task Two_changes_never_see_each_other_half_done()
    {
        await writer.Write(db => db.Add(new Checkpoint { Name = "counter" }), Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => writer.Write(Increment, Cancellation)));
        Assert.Equal(50, await shared.Server.Database(
            db => db.Set<Checkpoint>().Where(row => row.Name == "counter").Select(row => row.Position).SingleAsync()));

        async Task Increment(TollgateDb db, CancellationToken running) =>
            (await db.Set<Checkpoint>().SingleAsync(row => row.Name == "counter", running)).Position++;
    }

    [Fact]
    public async Task What_only_reads_cannot_write_beside_the_writer()
    {
        await using var db = shared.Server.Resolve<IDbContextFactory<TollgateDb>>().CreateDbContext();
        db.Add(Entry("beside"));
        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancellation));
        Assert.Equal(8, Assert.IsType<SqliteException>(refused.InnerException).SqliteErrorCode);
    }

    [Fact]
    public async Task A_change_whose_caller_has_gone_is_not_begun()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => writer.Write(db => db.Add(Entry("abandoned")), gone.Token));
        Assert.Equal(0, await Count("abandoned"));
    }

    static AuditEntry Entry(string action) =>
        new() { At = DateTimeOffset.UnixEpoch, Actor = "test", Action = action, Object = "test" };

    Task<int> Count(string action) =>
        shared.Server.Database(db => db.AuditEntries.CountAsync(entry => entry.Action == action));
}
