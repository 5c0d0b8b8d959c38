namespace Tollgate.Server.Tests.Storage;

/// <summary>There is room for the log and none for the database.</summary>
public sealed class FullDiskTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_database_cannot_grow_payments_are_decided_and_their_cases_are_made_later()
    {
        await using var server = await TollgateServer.Start(model: true);
        var shop = await server.Machine("decide", "cases");
        await server.Payments.Burst("u-before", 5);

        // SQLite says the same of a file that may not grow as of a disk that is full.
        await Allow(server, pages: 1);
        await FillPages(shop);
        var risky = await server.Payments.Burst("u-full", 20);
        Assert.NotEmpty(risky);
        Assert.True((await shop.Decide(Some.Payment().ToJsonString())).IsSuccess);
        var notReady = await Eventually.Is(() => server.Http.Get("/health/ready"), answer => !answer.IsSuccess);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, notReady.Status);

        await Allow(server, pages: 1_000_000);
        await Eventually.Is(() => server.Http.Get("/health/ready"), answer => answer.IsSuccess);
        var made = await Eventually.Is(
            () => server.Database(db => db.Set<CaseTransaction>().Select(one => one.TransactionId).ToListAsync()),
            ids => ids.ToHashSet().IsSupersetOf(risky));
        Assert.Subset(made.ToHashSet(), risky.ToHashSet());
    }

    /// <summary>Reports until the last page is full: 503, and not one 500.</summary>
    static async Task FillPages(Machine shop)
    {
        for (var i = 0; i < 2_000; i++)
        {
            var body = new { transaction_id = $"r-{i}", user_id = $"u-{i}", note = new string('n', 1_500) };
            var answer = await shop.Post(
                "/internal/cases", JsonSerializer.SerializeToUtf8Bytes(body), nonce: Guid.NewGuid().ToString("N"));
            if (answer.IsSuccess)
                continue;
            Assert.Equal((503, "unavailable"), answer.Problem);
            Assert.NotNull(answer.Headers.RetryAfter);
            return;
        }
        Assert.Fail("The database went on growing.");
    }

    /// <summary>The writer has one connection, and the limit stays with it.</summary>
    static Task Allow(TollgateServer server, int pages) => server.Resolve<DatabaseWriter>().Write(
        async (db, running) =>
        {
            var sql = $"PRAGMA max_page_count = {pages}";
            await db.Database.ExecuteSqlRawAsync(sql, running);
        },
        Cancellation);
}
