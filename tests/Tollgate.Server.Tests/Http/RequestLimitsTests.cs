using Tollgate.Server.Http;

namespace Tollgate.Server.Tests.Http;

public sealed class RequestLimitsTests
{
    [Fact]
    public async Task A_user_who_listens_too_often_is_told_to_wait_and_another_may_listen()
    {
        await using var server = await TollgateServer.Start(settings: ["--Tollgate:Limits:LiveStreamsPerUser=2"]);
        using var first = await Listen(server.Admin);
        var second = await Listen(server.Admin);

        var third = await server.Admin.Get("/api/live");
        Assert.Equal((429, "too_many_requests"), third.Problem);
        Assert.NotNull(third.Headers.RetryAfter);
        using var other = await Listen(await server.As("analyst"));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);

        second.Dispose();
        await Eventually.Is(
            async () =>
            {
                using var again = await Listen(server.Admin);
                return again.StatusCode;
            },
            status => status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_crowd_that_asks_for_details_at_once_is_served_in_turn()
    {
        await using var server = await TollgateServer.Start();
        var machine = await server.Machine("decide", "read");
        var payment = Some.Payment("a");
        (await machine.Decide(payment.ToJsonString())).EnsureSuccess();

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => machine.Read("a")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void An_address_counts_for_the_network_of_its_owner(string address, string network) =>
        Assert.Equal(network, ClientNetwork.Of(IPAddress.Parse(address)));

    static Task<HttpResponseMessage> Listen(HttpClient client) =>
        client.GetAsync("/api/live", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
}
