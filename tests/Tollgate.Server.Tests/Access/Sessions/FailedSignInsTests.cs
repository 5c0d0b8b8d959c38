using Tollgate.Server.Access.Sessions;
using Tollgate.Server.Audit;

namespace Tollgate.Server.Tests.Access.Sessions;

public sealed class FailedSignInsTests
{
    static readonly IPAddress Home = IPAddress.Parse("192.0.2.1");

    [Fact]
    public async Task Attempts_that_the_database_did_not_take_are_written_when_it_does()
    {
        await using var server = await TollgateServer.Start(now: TollgateServer.Noon);
        var failures = server.Resolve<FailedSignIns>();
        await Run(server, "ALTER TABLE audit_entries RENAME TO away");
        for (var i = 0; i < 3; i++)
            await Record.ExceptionAsync(() => failures.Add("admin", Home, CancellationToken.None));
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        await Record.ExceptionAsync(() => failures.Flush(all: false, CancellationToken.None));
        await Run(server, "ALTER TABLE away RENAME TO audit_entries");
        await failures.Add("admin", Home, CancellationToken.None);
        // The maintenance of the server writes them too, now and then.
        var written = await Eventually.Is(
            async () =>
            {
                await failures.Flush(all: true, CancellationToken.None);
                return (await Refused(server)).Sum();
            },
            sum => sum >= 4);
        Assert.Equal(4, written);
    }

    [Fact]
    public async Task Each_attempt_is_counted_once()
    {
        await using var server = await TollgateServer.Start(now: TollgateServer.Noon);
        var failures = server.Resolve<FailedSignIns>();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            await Task.Yield();
            if (i % 10 == 0)
                await failures.Flush(all: true, CancellationToken.None);
            await failures.Add("admin", Home, CancellationToken.None);
        }));
        await failures.Flush(all: true, CancellationToken.None);
        Assert.Equal(200, (await Refused(server)).Sum());
    }

    static Task<int> Run(TollgateServer server, string sql) => server.Resolve<DatabaseWriter>().Write(
        (db, running) => db.Database.ExecuteSqlRawAsync(sql, running), CancellationToken.None);

    static async Task<int[]> Refused(TollgateServer server)
    {
        var entries = await server.Database(db => db.Set<AuditEntry>().AsNoTracking()
            .Where(entry => entry.Action == "session.refused").ToListAsync());
        return [.. entries.Select(entry => int.Parse(entry.To!.Split(' ')[0]))];
    }
}
