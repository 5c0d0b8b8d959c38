namespace Tollgate.Server.Tests.Storage;

public sealed class LockedDatabaseTests
{
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

        Assert.Equal(201, (int)(await Report(shop, "r-free")).Status);
    }

    static Task<Answer> Report(Machine shop, string id) => shop.Post(
        "/internal/cases",
        JsonSerializer.SerializeToUtf8Bytes(new { transaction_id = id, user_id = "u-locked" }),
        nonce: Guid.NewGuid().ToString("N"));
}
