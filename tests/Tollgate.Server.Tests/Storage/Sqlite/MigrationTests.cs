using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Tollgate.Engine.Decisions;

namespace Tollgate.Server.Tests.Storage.Sqlite;

/// <summary>Files that an older version made, by its migrations alone, and what the newest makes of them.</summary>
public sealed class MigrationTests : IDisposable
{
    const string CaseId = "01933333-0000-7000-8000-000000000001";

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_database_without_checkpoints_keeps_its_positions_and_the_flags_of_its_cases()
    {
        var settings = await Initial();
        Database.Prepare(settings);
        await using var db = Database.Open(settings);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        var positions = await db.Set<Checkpoint>()
            .ToDictionaryAsync(row => row.Name, row => row.Position, TestContext.Current.CancellationToken);
        Assert.Equal((7, 4242), (positions[Checkpoint.Access], positions[Checkpoint.Cases]));
        Assert.Equal(2, positions.Count);
        var found = await db.Cases.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Guid.Parse(CaseId), found.Id);
        Assert.Equal(DecisionFlags.Late, found.Flags);
        var payments = await db.Set<CaseTransaction>().OrderBy(payment => payment.Place)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.All(payments, payment => Assert.Equal(DecisionFlags.Late, payment.Flags));
        Assert.Equal([("first", 1), ("t", 2)], payments.Select(payment => (payment.TransactionId, payment.Place)));
    }

    [Fact]
    public async Task A_session_of_an_older_version_ends_with_its_refresh_token()
    {
        var settings = await Initial();
        await using var db = Database.Open(settings);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO users (id, user_name, normalized_user_name, roles, created_at, token_version, demo_password)
            VALUES ({CaseId.ToUpperInvariant()}, 'maria', 'MARIA', 'analyst', 1, 0, 0);
            INSERT INTO refresh_tokens (hash, family_id, user_id, expires_at)
            VALUES (x'00', {CaseId.ToUpperInvariant()}, {CaseId.ToUpperInvariant()}, 5000);
            """,
            TestContext.Current.CancellationToken);
        Database.Prepare(settings);
        var row = await db.RefreshTokens.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((5000, null), (row.SessionEndsAt.ToUnixTimeMilliseconds(), row.Scopes));
    }

    [Fact]
    public async Task The_way_back_keeps_them_too()
    {
        var settings = await Initial();
        Database.Prepare(settings);
        await using var db = Database.Open(settings);
        await db.GetService<IMigrator>().MigrateAsync("Initial", TestContext.Current.CancellationToken);
        Assert.Equal(7, await Ask(db, "SELECT version AS Value FROM access_version"));
        Assert.Equal(4242, await Ask(db, "SELECT next_offset AS Value FROM case_writer_position"));
        Assert.Equal((int)DecisionFlags.Late, await Ask(db, "SELECT marks AS Value FROM cases"));
    }

    async Task<Settings> Initial()
    {
        var settings = Settings.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Tollgate:DataFolder"] = folder.Data }).Build());
        DataFolder.Make(settings);
        await using var db = Database.Open(settings);
        await db.GetService<IMigrator>().MigrateAsync("Initial", TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE access_version SET version = 7;
            UPDATE case_writer_position SET next_offset = 4242;
            INSERT INTO cases (id, user_id, status, risk, decision, transaction_id, amount_base, reasons, marks,
                transaction_count, source, opened_at, updated_at, version)
            VALUES ({CaseId.ToUpperInvariant()}, 'u', 'OPEN', 0.999, {(int)DecisionKind.Review}, 't', 100, '[]',
                {(int)DecisionFlags.Late}, 2, 'gate', 1, 1, 2);
            INSERT INTO case_transactions (transaction_id, case_id, decision, reasons, marks, decided_at)
            VALUES
                ('t', {CaseId.ToUpperInvariant()}, {(int)DecisionKind.Review}, '[]', {(int)DecisionFlags.Late}, 2),
                ('first', {CaseId.ToUpperInvariant()}, {(int)DecisionKind.Review}, '[]', {(int)DecisionFlags.Late}, 1);
            """,
            TestContext.Current.CancellationToken);
        return settings;
    }

    static async Task<long> Ask(TollgateDb db, string sql) =>
        (await db.Database.SqlQueryRaw<long>(sql).ToListAsync(TestContext.Current.CancellationToken))[0];
}
