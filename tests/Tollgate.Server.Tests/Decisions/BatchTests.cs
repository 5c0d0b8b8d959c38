namespace Tollgate.Server.Tests.Decisions;

public sealed class BatchTests : IAsyncLifetime
{
    TollgateServer server = null!;
    Machine client = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TollgateServer.Start();
        client = await server.Machine("decide");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Answers_come_in_the_order_of_the_lines()
    {
        var payments = Enumerable.Range(0, 5_000).Select(_ => Some.Payment()).ToList();

        var answer = await client.Batch(string.Join('\n', payments.Select(payment => payment.ToJsonString())));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("application/x-ndjson", answer.Type);
        Assert.Equal(
            payments.Select(payment => payment["transaction_id"]!.GetValue<string>()),
            answer.Lines.Select(line => line.GetProperty("transaction_id").GetString()));
        Assert.Equal(5_000, server.Gate.Decided);
    }

    [Fact]
    public async Task Empty_lines_are_passed_over_and_a_bad_one_answers_with_its_number_and_id()
    {
        var (a, c) = (Some.Payment("a").ToJsonString(), Some.Payment("c").ToJsonString());
        var lines = $"\n{a}\r\n  \n{{\"transaction_id\":\"b\"}}\nnonsense\n\n{c}";

        var answers = (await client.Batch(lines)).Lines.ToList();

        Assert.Equal(4, answers.Count);
        Assert.Equal("a", answers[0].GetProperty("transaction_id").GetString());
        Assert.Equal(4, answers[1].GetProperty("line").GetInt32());
        Assert.Equal("b", answers[1].GetProperty("transaction_id").GetString());
        Assert.True(answers[1].GetProperty("error").GetProperty("errors").TryGetProperty("currency", out _));
        Assert.Equal(5, answers[2].GetProperty("line").GetInt32());
        Assert.False(answers[2].TryGetProperty("transaction_id", out _));
        Assert.Equal(400, answers[2].GetProperty("error").GetProperty("status").GetInt32());
        Assert.Equal("c", answers[3].GetProperty("transaction_id").GetString());
    }

    [Fact]
    public async Task A_transaction_that_is_there_twice_is_decided_once_and_a_conflict_answers_in_its_line()
    {
        var payment = Some.Payment("a");
        var same = payment.ToJsonString();
        payment["amount_minor"] = 5;

        var answers = (await client.Batch($"{same}\n{same}\n{payment.ToJsonString()}\n")).Lines.ToList();

        Assert.Equal(answers[0].ToString(), answers[1].ToString());
        Assert.Equal(
            "urn:tollgate:problem:transaction_conflict",
            answers[2].GetProperty("error").GetProperty("type").GetString());
        Assert.Equal("a", answers[2].GetProperty("transaction_id").GetString());
        Assert.Equal(1, server.Gate.Decided);
    }

    [Fact]
    public async Task A_line_of_more_than_64_KiB_is_too_large_and_the_next_is_decided()
    {
        var lines = $"{Some.Payment("a").ToJsonString().PadRight(70_000)}\n{Some.Payment("b").ToJsonString()}\n";

        var answers = (await client.Batch(lines)).Lines.ToList();

        Assert.Equal(413, answers[0].GetProperty("error").GetProperty("status").GetInt32());
        Assert.Equal("b", answers[1].GetProperty("transaction_id").GetString());
    }

    [Fact]
    public async Task A_batch_of_more_than_16_MiB_is_413_and_an_empty_one_is_fine()
    {
        var tooLarge = await client.Batch(new string('\n', (16 << 20) + 1));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.Status);
        var empty = await client.Batch("");
        Assert.Equal((HttpStatusCode.OK, ""), (empty.Status, empty.Body));
    }

    [Fact]
    public async Task Explain_full_holds_for_every_line()
    {
        var answer = await client.Batch(
            $"{Some.Payment().ToJsonString()}\n{Some.Payment().ToJsonString()}", "?explain=full");

        Assert.All(answer.Lines, line => Assert.True(line.TryGetProperty("features", out _)));
    }

    [Fact]
    public async Task A_batch_is_json_lines() =>
        Assert.Equal(
            HttpStatusCode.UnsupportedMediaType, (await client.Post("/api/decisions/batch", "{}"u8.ToArray())).Status);

    [Fact]
    public async Task The_signature_covers_the_whole_batch()
    {
        var stranger = client with { Secret = new byte[32] };

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.Batch(Some.Payment().ToJsonString())).Status);
        Assert.Equal(0, server.Gate.Decided);
    }
}
