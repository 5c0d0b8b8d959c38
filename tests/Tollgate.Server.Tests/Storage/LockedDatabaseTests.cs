using System.Diagnostics;

namespace Tollgate.Server.Tests.Storage;

/// <summary>Another process holds the write lock of the database: payments go on, and no case is lost.</summary>
public sealed class LockedDatabaseTests(ITestOutputHelper output)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_database_is_locked_payments_are_decided_and_changes_are_refused()
    {
        await using var server = await TollgateServer.Start();
        var shop = await server.Machine("decide", "cases");

        using (new WriteLock(server))
        {
            var reports = Enumerable.Range(0, 60).Select(i => Report(shop, $"r-locked-{i}")).ToList();
            var signIn = server.Http.Post("/api/session", new { username = "admin", password = "admin123" });
            var decisions = await Task.WhenAll(
                Enumerable.Range(0, 50).Select(i => shop.Decide(Some.Payment($"t-locked-{i}").ToJsonString())));
            Assert.All(decisions, answer => Assert.True(answer.IsSuccess));
            // Nobody waits for the end of the lock.
            foreach (var refused in (Answer[])[.. await Task.WhenAll(reports), await signIn])
            {
                Assert.Equal((503, "unavailable"), refused.Problem);
                Assert.NotNull(refused.Headers.RetryAfter);
            }
        }

        await Eventually.Is(() => Report(shop, "r-free"), answer => answer.IsSuccess);
    }

    [Fact]
    public Task A_lock_is_told_by_readiness_and_when_it_ends_all_cases_are_made() =>
        DecideThrough(TimeSpan.FromSeconds(3), ratePerSecond: 50);

    /// <summary>Prints how long the decisions took; the machine should do nothing else.</summary>
    [Fact(Explicit = true)]
    public Task A_lock_of_thirty_seconds_under_five_hundred_decisions_a_second() =>
        DecideThrough(TimeSpan.FromSeconds(30), ratePerSecond: 500);

    async Task DecideThrough(TimeSpan locked, int ratePerSecond)
    {
        await using var server = await TollgateServer.Start(model: true);
        var shop = await server.Machine("decide");
        var risky = await server.Payments.Burst("u-before", 5);
        var sent = new List<Task<(HttpStatusCode Status, TimeSpan Took)>>();
        Answer? ready;
        using (new WriteLock(server))
        {
            risky.AddRange(await server.Payments.Burst("u-locked", 20));
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; Stopwatch.GetElapsedTime(started) < locked; i++)
            {
                sent.Add(Decide(shop, $"u-{i % 1_000}"));
                var next = TimeSpan.FromSeconds((i + 1.0) / ratePerSecond) - Stopwatch.GetElapsedTime(started);
                if (next > TimeSpan.Zero)
                    await Task.Delay(next, Cancellation);
            }
            ready = await server.Http.Get("/health/ready");
            Assert.All(await Task.WhenAll(sent), one => Assert.Equal(HttpStatusCode.OK, one.Status));
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Equal(
            ["cases", "database"], ready["missing"].EnumerateObject().Select(part => part.Name).Order());
        await Eventually.Is(() => server.Http.Get("/health/ready"), answer => answer.IsSuccess);
        var made = await Eventually.Is(
            () => server.Database(db => db.Set<CaseTransaction>().Select(one => one.TransactionId).ToListAsync()),
            ids => ids.Count >= risky.Count);
        Assert.Subset(made.ToHashSet(), risky.ToHashSet());
        var took = (await Task.WhenAll(sent)).Select(one => one.Took.TotalMilliseconds).Order().ToList();
        output.WriteLine(
            $"{took.Count} decisions, p50 {took[took.Count / 2]:F1} ms, p99 {took[took.Count * 99 / 100]:F1} ms, "
            + $"longest {took[^1]:F1} ms");
    }

    static async Task<(HttpStatusCode Status, TimeSpan Took)> Decide(Machine shop, string user)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await shop.Decide(Some.Payment(user: user).ToJsonString());
        return (answer.Status, Stopwatch.GetElapsedTime(started));
    }

    static Task<Answer> Report(Machine shop, string id) => shop.Post(
        "/internal/cases",
        JsonSerializer.SerializeToUtf8Bytes(new { transaction_id = id, user_id = "u-locked" }),
        nonce: Guid.NewGuid().ToString("N"));
}
