namespace Tollgate.Server.Tests.Decisions;

public sealed class MalformedTransactionTests
{
    [Fact]
    public async Task Every_bad_transaction_gets_a_4xx_that_names_what_is_wrong_and_the_next_good_one_is_decided()
    {
        await using var server = await TollgateServer.Start();
        var client = await server.Machine("decide");
        Assert.Equal(HttpStatusCode.OK, (await client.Decide(Some.Payment().ToJsonString())).Status);
        var wrong = new List<string>();
        var count = 0;

        foreach (var bad in BadTransactions.All())
        {
            count++;
            var answer = await client.Post("/api/decisions", bad.Body);
            if (Fault(bad, answer) is { } fault)
                wrong.Add($"{bad.Name}: {fault}\n  {answer.Status} {answer.Body}");
            var good = await client.Decide(Some.Payment().ToJsonString());
            if (good.Status != HttpStatusCode.OK)
                wrong.Add($"{bad.Name}: the next good one got {good.Status} {good.Body}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count}\n{string.Join('\n', wrong)}");
        Assert.True(count >= 200, $"only {count} cases");
        Assert.Equal(count + 1, server.Gate.Decided);
    }

    [Fact]
    public async Task Bad_lines_of_a_batch_answer_in_their_place()
    {
        await using var server = await TollgateServer.Start();
        var client = await server.Machine("decide");
        // Lines with a line feed in them are two lines; a payment of 64 KiB and more is a case of its own.
        var bad = BadTransactions.All()
            .Where(b => b.Body.Length < 64_000 && !b.Body.Contains((byte)'\n') && b.Body.Any(c => c != ' ')).ToList();
        // The watermark that makes one too old comes with the batch before.
        await client.Decide(Some.Payment().ToJsonString());
        using var lines = new MemoryStream();
        foreach (var one in bad)
        {
            lines.Write(one.Body);
            lines.Write("\n"u8);
            lines.Write(System.Text.Encoding.UTF8.GetBytes(Some.Payment().ToJsonString() + "\n"));
        }

        var answer = await client.Post("/api/decisions/batch", lines.ToArray(), "application/x-ndjson");

        var answers = answer.Lines.ToList();
        Assert.Equal(2 * bad.Count, answers.Count);
        for (var i = 0; i < bad.Count; i++)
        {
            Assert.Equal((2 * i) + 1, answers[2 * i].GetProperty("line").GetInt32());
            var problem = answers[2 * i].GetProperty("error");
            Assert.Equal("urn:tollgate:problem:" + bad[i].Code, problem.GetProperty("type").GetString());
            Assert.Equal("approve", answers[(2 * i) + 1].GetProperty("decision").GetString());
        }
    }

    static string? Fault(BadTransaction bad, Answer answer)
    {
        var status = bad.Code == "too_large" ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.BadRequest;
        if (answer.Status != status)
            return $"expected {status}";
        if (answer.Type != "application/problem+json")
            return "not a problem";
        if (answer["type"].GetString() != "urn:tollgate:problem:" + bad.Code)
            return $"expected {bad.Code}";
        if (bad.Code == "malformed" && !answer["detail"].GetString()!.Contains(" at byte "))
            return "no byte offset";
        if (bad.Field is null)
            return null;
        if (!answer.Json.TryGetProperty("errors", out var errors))
            return "no errors";
        if (!errors.TryGetProperty(bad.Field, out var messages))
            return $"{bad.Field} is not named";
        if (messages.GetArrayLength() == 0)
            return "no message";
        return bad.Name.Contains(" twice") && !messages[0].GetString()!.Contains("at byte") ? "no byte offset" : null;
    }
}
