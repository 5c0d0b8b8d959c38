namespace Tollgate.Server.Tests.Labels;

public sealed class LabelTests : IAsyncLifetime
{
    TollgateServer server = null!;
    Machine client = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TollgateServer.Start();
        client = await server.Machine("decide", "label", "read");
        await client.Decide(Some.Payment("a").ToJsonString());
        await client.Decide(Some.Payment("b").ToJsonString());
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_label_is_accepted_once_and_a_changed_one_again()
    {
        Assert.Equal((1, 0), Counts(await client.Label("""{"transaction_id":"a","label":"fraud"}""")));
        Assert.Equal((0, 1), Counts(await client.Label("""{"transaction_id":"a","label":"fraud"}""")));
        Assert.Equal((1, 0), Counts(
            await client.Label("""{"transaction_id":"a","label":"genuine","source":"the bank"}""")));

        var labels = (await client.Read("a"))["labels"];

        Assert.Equal(
            ["genuine", "fraud"], labels.EnumerateArray().Select(label => label.GetProperty("label").GetString()));
        Assert.Equal(
            ["machine:the bank", "machine:shop"],
            labels.EnumerateArray().Select(label => label.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task The_latest_report_holds_in_whatever_order_the_reports_come()
    {
        await client.Label($$"""{"transaction_id":"a","label":"fraud","reported_at":"{{Some.Time(120)}}"}""");
        await client.Label($$"""{"transaction_id":"a","label":"genuine","reported_at":"{{Some.Time(60)}}"}""");
        await client.Label($$"""{"transaction_id":"a","label":"genuine","reported_at":"{{Some.Time(90)}}"}""");

        var labels = (await client.Read("a"))["labels"].EnumerateArray().ToList();

        Assert.Equal(["fraud", "genuine", "genuine"], labels.Select(label => label.GetProperty("label").GetString()));
        Assert.Equal((0, 1), Counts(await client.Label("""{"transaction_id":"a","label":"fraud"}""")));
    }

    [Fact]
    public async Task Of_two_reports_of_one_moment_the_one_that_came_last_holds()
    {
        await client.Label($$"""{"transaction_id":"a","label":"fraud","reported_at":"{{Some.Time(60)}}"}""");
        await client.Label($$"""{"transaction_id":"a","label":"genuine","reported_at":"{{Some.Time(60)}}"}""");

        var labels = (await client.Read("a"))["labels"].EnumerateArray();

        Assert.Equal(["genuine", "fraud"], labels.Select(label => label.GetProperty("label").GetString()));
        Assert.Equal((0, 1), Counts(await client.Label("""{"transaction_id":"a","label":"genuine"}""")));
    }

    [Fact]
    public async Task An_array_answers_what_was_rejected_and_takes_the_rest()
    {
        var answer = await client.Label($$"""
            [{"transaction_id":"a","label":"fraud"},
             {"transaction_id":"nowhere","label":"fraud"},
             {"transaction_id":"a","label":"fraud"},
             {"transaction_id":"b","label":"stolen"},
             {"transaction_id":"b","label":"genuine","reported_at":"{{Some.Time(400)}}"},
             {"transaction_id":"b","label":"genuine","reported_at":"{{Some.Time(-400)}}"},
             {"transaction_id":"b","label":"genuine","reported_at":"soon"},
             {"transaction_id":"b"},
             {"transaction_id":"b","label":"genuine","why":"?"},
             7,
             {"transaction_id":"b","label":"genuine"}]
            """);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal((2, 1), Counts(answer));
        var rejected = answer["rejected"].EnumerateArray().ToList();
        Assert.Equal([1, 3, 4, 5, 6, 7, 8, 9], rejected.Select(one => one.GetProperty("index").GetInt32()));
        Assert.Equal("nowhere", rejected[0].GetProperty("transaction_id").GetString());
        Assert.Equal(404, rejected[0].GetProperty("error").GetProperty("status").GetInt32());
        Assert.Equal(
            ["label", "reported_at", "reported_at", "reported_at", "label", "why"],
            rejected[1..7].Select(
                one => one.GetProperty("error").GetProperty("errors").EnumerateObject().Single().Name));
    }

    [Theory]
    [InlineData("""{"transaction_id":"nowhere","label":"fraud"}""", 404, "not_found")]
    [InlineData("""{"transaction_id":"a","label":"stolen"}""", 400, "invalid")]
    [InlineData("""{"transaction_id":"","label":"fraud"}""", 400, "invalid")]
    [InlineData("""{"transaction_id":"a","label":"fraud","source":""}""", 400, "invalid")]
    [InlineData("""{"transaction_id":"a","label":"fraud","reported_at":null,"source":"a\u0007b"}""", 400, "invalid")]
    [InlineData("""{"transaction_id":7,"label":"fraud"}""", 400, "invalid")]
    [InlineData("""{"transaction_id":"a","label":"fraud","label":"genuine"}""", 400, "invalid")]
    [InlineData("""{"transaction_id":"a","label":"fraud" """, 400, "malformed")]
    [InlineData("12", 400, "malformed")]
    [InlineData("", 400, "malformed")]
    public async Task One_alone_that_is_wrong_answers_its_own_status(string label, int status, string code)
    {
        var answer = await client.Label(label);

        Assert.Equal(status, (int)answer.Status);
        Assert.Equal("urn:tollgate:problem:" + code, answer["type"].GetString());
        Assert.Empty((await client.Read("a"))["labels"].EnumerateArray());
    }

    [Fact]
    public async Task More_than_a_thousand_are_too_many()
    {
        var label = """{"transaction_id":"a","label":"fraud"}""";

        Assert.Equal((1, 999), Counts(await client.Label($"[{string.Join(',', Enumerable.Repeat(label, 1_000))}]")));
        var answer = await client.Label($"[{string.Join(',', Enumerable.Repeat(label, 1_001))}]");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
    }

    [Fact]
    public async Task Labels_need_the_scope_label_or_an_analyst()
    {
        var other = await server.Machine("decide", "read");
        var refused = await other.Label("""{"transaction_id":"a","label":"fraud"}""");
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);

        var taken = await server.Admin.Post("/api/labels", new object[]
        {
            new { transaction_id = "a", label = "fraud" },
            new { transaction_id = "a", label = "genuine", source = "maria" },
        });
        Assert.Equal((1, 0), Counts(taken));
        // Nobody labels in another's name.
        var errors = taken["rejected"][0].GetProperty("error").GetProperty("errors");
        Assert.True(errors.TryGetProperty("source", out _));
        Assert.Equal("analyst:admin", (await client.Read("a"))["labels"][0].GetProperty("source").GetString());
    }

    static (int, int) Counts(Answer answer) => (answer["accepted"].GetInt32(), answer["unchanged"].GetInt32());
}
