namespace Tollgate.Server.Tests.Decisions;

public sealed class DecisionTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    readonly TollgateServer server = shared.Server;
    Machine client = null!;

    public async ValueTask InitializeAsync() => client = await server.Machine("decide", "read");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_decision_has_the_fields_of_the_contract_and_says_that_there_is_no_model()
    {
        var answer = await client.Decide(Some.Payment("p1").ToJsonString());

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("application/json", answer.Type);
        Assert.StartsWith("decide;dur=", answer.Headers.GetValues("Server-Timing").Single());
        Assert.Equal(
            [
                "transaction_id", "user_id", "decision", "risk", "scores", "reasons", "generation", "late", "degraded",
                "decided_at",
            ],
            answer.Json.EnumerateObject().Select(field => field.Name));
        Assert.Equal("p1", answer["transaction_id"].GetString());
        Assert.Equal("approve", answer["decision"].GetString());
        Assert.Equal("no_model", answer["degraded"].EnumerateArray().Single().GetString());
        Assert.Equal(JsonValueKind.Null, answer["risk"].ValueKind);
        Assert.Equal(1, answer["generation"].GetInt32());
        Assert.False(answer["late"].GetBoolean());
    }

    [Fact]
    public async Task Explain_full_adds_every_feature_with_null_for_an_absent_one()
    {
        var payment = Some.Payment(user: "explained", amount: 777);
        payment.Remove("card_id");

        var answer = await client.Post("/api/decisions?explain=full", Encoding.UTF8.GetBytes(payment.ToJsonString()));

        var features = answer["features"];
        Assert.Equal(777, features.GetProperty("amount").GetDouble());
        Assert.Equal(1, features.GetProperty("user_count_60s").GetDouble());
        Assert.Equal(JsonValueKind.Null, features.GetProperty("card_count_1h").ValueKind);
        Assert.Equal(server.Gate.Generation.Features.Count, features.EnumerateObject().Count());
    }

    [Fact]
    public async Task Explain_takes_full_and_nothing_else()
    {
        var body = Encoding.UTF8.GetBytes(Some.Payment().ToJsonString());
        var answer = await client.Post("/api/decisions?explain=most", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer["errors"].TryGetProperty("explain", out _));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/jsonx")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Another_content_type_is_415(string type)
    {
        var answer = await client.Post("/api/decisions", Encoding.UTF8.GetBytes(Some.Payment().ToJsonString()), type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Equal("urn:tollgate:problem:unsupported_media_type", answer["type"].GetString());
    }

    [Fact]
    public async Task A_charset_of_utf_8_is_fine()
    {
        var body = Encoding.UTF8.GetBytes(Some.Payment().ToJsonString());

        var answer = await client.Post("/api/decisions", body, "application/json; charset=utf-8");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task A_body_without_a_length_is_read_to_its_end_and_not_beyond_64_KiB()
    {
        var payment = Some.Payment().ToJsonString();

        Assert.Equal(HttpStatusCode.OK, (await Chunked(payment.PadRight(60_000))).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Chunked(payment.PadRight(70_000))).Status);
    }

    [Fact]
    public async Task Every_optional_field_may_be_null_and_unknown_fields_are_kept()
    {
        var payment = Some.Payment("p2");
        string[] optional = ["merchant_category", "country", "card_country", "ip_country", "channel", "attributes"];
        foreach (var field in optional)
            payment[field] = null;
        foreach (var field in new[] { "card_id", "device_id", "ip", "email_id" })
            payment[field] = null;
        payment["note"] = "kept \uD83D\uDE00 <b>";

        Assert.Equal(HttpStatusCode.OK, (await client.Decide(payment.ToJsonString())).Status);
        var read = (await client.Read("p2"))["transaction"];

        Assert.Equal("kept \uD83D\uDE00 <b>", read.GetProperty("note").GetString());
        Assert.False(read.TryGetProperty("card_id", out _));
    }

    [Fact]
    public async Task A_payment_behind_the_watermark_is_decided_and_marked_late()
    {
        await client.Decide(Some.Payment().ToJsonString());

        Assert.True((await client.Decide(Some.Payment(seconds: -60).ToJsonString()))["late"].GetBoolean());
    }

    [Fact]
    public async Task Decisions_and_refusals_are_counted()
    {
        await client.Decide(Some.Payment().ToJsonString());
        await client.Decide("{}");

        var metrics = await server.Http.GetStringAsync("/metrics");

        // Servers of other tests in this process count on the same instruments.
        Assert.Matches("decision=\"approve\",replayed=\"false\"} [1-9]", metrics);
        Assert.Matches("tollgate_decisions_refused_total{[^}]*reason=\"invalid\"} [1-9]", metrics);
        Assert.Matches("tollgate_decision_duration_seconds_count{[^}]*} [1-9]", metrics);
    }

    [Fact]
    public async Task The_API_description_shows_the_shapes_and_how_to_sign()
    {
        var description = JsonDocument.Parse(await server.Http.GetStringAsync("/openapi/v1.json")).RootElement;
        var paths = description.GetProperty("paths");

        var decide = paths.GetProperty("/api/decisions").GetProperty("post");
        Assert.True(decide.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/json", out _));
        Assert.True(decide.GetProperty("responses").TryGetProperty("200", out _));
        Assert.Equal(2, decide.GetProperty("security").GetArrayLength());
        Assert.True(paths.TryGetProperty("/api/decisions/batch", out _));
        Assert.True(paths.TryGetProperty("/api/labels", out _));
        Assert.True(paths.TryGetProperty("/api/transactions/{id}", out _));
    }

    Task<Answer> Chunked(string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var request = client.Sign(HttpMethod.Post, "/api/decisions", body);
        request.Headers.TransferEncodingChunked = true;
        request.Content = new StreamContent(new MemoryStream(body));
        request.Content.Headers.ContentType = new("application/json");
        return client.Call(request);
    }
}
