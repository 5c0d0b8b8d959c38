namespace Tollgate.Server.Tests.Labels;

public sealed class RepeatedLabelTests : IAsyncLifetime
{
    static readonly byte[] Fraud = """{"transaction_id":"a","label":"fraud"}"""u8.ToArray();
    static readonly byte[] Genuine = """{"transaction_id":"a","label":"genuine"}"""u8.ToArray();

    TollgateServer server = null!;
    Machine client = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TollgateServer.Start(now: TollgateServer.Noon);
        client = await server.Machine("decide", "label", "read");
        var payment = Some.Payment("a");
        payment["event_time"] = "2026-11-23T12:00:00.000Z";
        (await client.Decide(payment.ToJsonString())).EnsureSuccess();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    public async Task A_signed_label_that_is_sent_again_byte_by_byte_does_not_overrule_a_later_one(int secondsBetween)
    {
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        var (first, again) = (Signed(Fraud), Signed(Fraud));
        Assert.Equal(1, (await client.Call(first))["accepted"].GetInt32());
        server.Clock.Advance(TimeSpan.FromSeconds(secondsBetween));
        Assert.Equal(1, (await client.Call(Signed(Genuine)))["accepted"].GetInt32());
        server.Clock.Advance(TimeSpan.FromSeconds(secondsBetween));

        Assert.True((await client.Call(again)).IsSuccess);

        Assert.Equal("genuine", (await client.Read("a"))["labels"][0].GetProperty("label").GetString());
    }

    [Fact]
    public async Task A_signed_label_without_a_time_carries_the_time_of_its_signature_and_never_one_before_its_payment()
    {
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        var signed = Signed(Fraud);
        server.Clock.Advance(TimeSpan.FromSeconds(40));
        await client.Call(signed);
        Assert.Equal("2026-11-23T12:00:05.000Z", await ReportedAt());

        // The clock of a caller may be behind the event.
        var ahead = Some.Payment("b");
        ahead["event_time"] = "2026-11-23T12:03:00.500Z";
        (await client.Decide(ahead.ToJsonString())).EnsureSuccess();
        (await client.Label("""{"transaction_id":"b","label":"fraud"}""")).EnsureSuccess();
        var label = (await client.Read("b"))["labels"][0];
        Assert.Equal("2026-11-23T12:03:00.500Z", label.GetProperty("reported_at").GetString());
    }

    [Fact]
    public async Task A_label_by_a_bearer_without_a_time_is_of_now()
    {
        server.Clock.Advance(TimeSpan.FromMilliseconds(7_250));
        (await server.Admin.Post("/api/labels", new { transaction_id = "a", label = "fraud" })).EnsureSuccess();
        Assert.Equal("2026-11-23T12:00:07.250Z", await ReportedAt());
    }

    HttpRequestMessage Signed(byte[] label)
    {
        var request = client.Sign(HttpMethod.Post, "/api/labels", label);
        request.Content = new ByteArrayContent(label);
        request.Content.Headers.ContentType = new("application/json");
        return request;
    }

    async Task<string> ReportedAt() =>
        (await client.Read("a"))["labels"][0].GetProperty("reported_at").GetString()!;
}
