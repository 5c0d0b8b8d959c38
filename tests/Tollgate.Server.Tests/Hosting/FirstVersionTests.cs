using System.Text.Json.Nodes;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Server.Tests.Hosting;

/// <summary>
/// Opens a data folder of the first version, stopped in order and killed. All that it answered then holds today.
/// </summary>
public sealed class FirstVersionTests
{
    [Theory]
    [InlineData("stopped")]
    [InlineData("killed")]
    public async Task Every_payment_of_the_first_version_reads_as_it_did_at_each_start(string end)
    {
        using var first = new FirstVersion(end);
        await using var server = await first.Open();
        for (var start = 1; start <= 2; start++)
        {
            Assert.Equal(HttpStatusCode.OK, (await server.Http.Get("/health/ready")).Status);
            foreach (var before in FirstVersion.Transactions)
            {
                var read = await FirstVersion.Shop(server).Read(IdOf(before.GetProperty("transaction")));
                Assert.Equal(HttpStatusCode.OK, read.Status);
                Holds(before.GetProperty("transaction"), read["transaction"]);
                Holds(before.GetProperty("decision"), read["decision"]);
                Holds(before.GetProperty("case_id"), read["case_id"]);
            }
            await server.Restart();
        }
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("killed")]
    public async Task Labels_of_the_first_version_are_read_and_new_ones_put_before_them(string end)
    {
        using var first = new FirstVersion(end);
        await using var server = await first.Open();
        var labelled = FirstVersion.Transactions.Where(one => one.List("labels").Any()).ToList();
        foreach (var before in labelled)
        {
            var read = await FirstVersion.Shop(server).Read(IdOf(before.GetProperty("transaction")));
            Assert.Equal(HttpStatusCode.OK, read.Status);
            Assert.Equal(before.List("labels").Select(Report), read["labels"].EnumerateArray().Select(Report));
        }
        var twice = IdOf(labelled.First(one => one.List("labels").Count() == 2).GetProperty("transaction"));
        var newest = (await FirstVersion.Shop(server).Read(twice))["labels"][0].Text("label");
        var other = newest == "fraud" ? "genuine" : "fraud";

        var same = await FirstVersion.Shop(server).Label($$"""{"transaction_id":"{{twice}}","label":"{{newest}}"}""");
        var taken = await FirstVersion.Shop(server).Label($$"""{"transaction_id":"{{twice}}","label":"{{other}}"}""");

        Assert.Equal((1, 1), (same.Json.Int("unchanged"), taken.Json.Int("accepted")));
        await server.Restart();
        var after = (await FirstVersion.Shop(server).Read(twice))["labels"].EnumerateArray().ToList();
        Assert.Equal((3, other), (after.Count, after[0].Text("label")));

        // A source then was a name, or analyst:NAME for closed cases; the kind before the name is another one now.
        static (string?, string?, string) Report(JsonElement label) =>
            (label.Text("label"), label.Text("reported_at"), label.Text("source").Split(':')[^1]);
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("killed")]
    public async Task A_payment_of_the_first_version_sent_again_gets_its_answer_and_another_of_its_id_none(string end)
    {
        using var first = new FirstVersion(end);
        await using var server = await first.Open();
        var shop = FirstVersion.Shop(server);
        foreach (var (payment, before) in FirstVersion.Answers)
        {
            var target = before.TryGetProperty("features", out _) ? "/api/decisions?explain=full" : "/api/decisions";
            var again = await shop.Post(target, Encoding.UTF8.GetBytes(payment.GetRawText()));
            Assert.Equal(HttpStatusCode.OK, again.Status);
            Assert.Equal(["true"], again.Headers.GetValues("Idempotent-Replayed"));
            Holds(before, again.Json);
        }
        var other = JsonNode.Parse(FirstVersion.Answers[0].Payment.GetRawText())!;
        other["amount_minor"] = 1;
        Assert.Equal(HttpStatusCode.Conflict, (await shop.Decide(other.ToJsonString())).Status);
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("killed")]
    public async Task Cases_of_the_first_version_are_there_and_work_on_them_goes_on(string end)
    {
        using var first = new FirstVersion(end);
        await using var server = await first.Open();
        var listed = (await server.Admin.GetJson("/api/cases?limit=200")).List("items");
        Assert.Equal(
            FirstVersion.Cases.Select(one => one.Text("id")).Order(), listed.Select(one => one.Text("id")).Order());
        foreach (var before in FirstVersion.Cases)
        {
            var (now, _) = await server.Admin.ReadCase(before.Text("id"));
            string[] same =
            [
                "user_id", "status", "risk", "decision", "transaction_id", "reasons", "transaction_count", "assignee",
                "source", "opened_at", "closed_at", "transactions", "features", "generation", "model", "comments",
                "history",
            ];
            Assert.All(same, name => Holds(before.GetProperty(name), now.GetProperty(name), name));
        }

        var closed = await server.Close(await server.OpenCaseOf("u-late"), "CONFIRMED_FRAUD");

        Assert.All(closed.List("transactions"), payment => Assert.Equal("fraud", payment.Text("label")));
        await server.Restart();
        Assert.Equal(
            "CONFIRMED_FRAUD", (await server.Admin.ReadCase(closed.Text("id"))).Detail.Text("status"));
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("killed")]
    public async Task A_new_payment_is_decided_by_the_old_model_with_the_old_payments_in_its_windows(string end)
    {
        using var first = new FirstVersion(end);
        await using var server = await first.Open();
        var (last, before) = FirstVersion.Answers.Last(one => one.Payment.Text("user_id") == "u-open");
        var payment = JsonNode.Parse(last.GetRawText())!;
        payment["transaction_id"] = "new";
        payment["event_time"] = FirstVersion.Moment;

        var answer = await FirstVersion.Shop(server).Post(
            "/api/decisions?explain=full", Encoding.UTF8.GetBytes(payment.ToJsonString()));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Empty(answer["degraded"].EnumerateArray());
        Assert.True(answer["scores"].GetProperty("isolation-forest").GetDouble() > 0.5);
        Assert.NotEqual("approve", answer.Text("decision"));
        Assert.Equal(before.GetProperty("features").Int("amount"), answer["features"].Int("amount"));
        foreach (var window in new[] { "user_count_24h", "device_count_24h", "user_count_30d" })
            Assert.Equal(before.GetProperty("features").Int(window) + 1, answer["features"].Int(window));
        var open = FirstVersion.Cases.Single(one => one.Text("user_id") == "u-open");
        var joined = await Eventually.Is(
            () => server.OpenCaseOf("u-open"),
            found => found.Int("transaction_count") > open.Int("transaction_count"));
        Assert.Equal(open.Text("id"), joined.Text("id"));
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("killed")]
    public async Task The_log_of_the_first_version_replays_before_and_behind_new_payments(string end)
    {
        using var first = new FirstVersion(end);
        await IsEqual(first, FirstVersion.Transactions.Count);
        await using (var server = await first.Open())
        {
            foreach (var (payment, _) in FirstVersion.Answers.Take(100))
            {
                var another = JsonNode.Parse(payment.GetRawText())!;
                another["transaction_id"] = "new-" + payment.Text("transaction_id");
                var answer = await FirstVersion.Shop(server).Decide(another.ToJsonString());
                Assert.Equal(HttpStatusCode.OK, answer.Status);
            }
        }
        await IsEqual(first, FirstVersion.Transactions.Count + 100);
    }

    [Fact]
    public async Task Decisions_of_the_first_version_that_a_power_failure_took_are_made_again()
    {
        using var first = new FirstVersion("killed");
        var path = Directory.GetFiles(Path.Combine(first.Data, GateSettings.Decisions), "*.log").Single();
        using (var log = new FileStream(path, FileMode.Open))
            log.SetLength(log.Length - 2_000);
        await using var server = await first.Open();
        foreach (var (payment, before) in FirstVersion.Answers.TakeLast(20))
            Holds(WithoutFeatures(before), (await FirstVersion.Shop(server).Read(IdOf(payment)))["decision"]);
        // Their alerts were not lost, and make no second entry in a case.
        var listed = (await server.Admin.GetJson("/api/cases?limit=200")).List("items");
        Assert.Equal(
            FirstVersion.Cases.Sum(one => one.Int("transaction_count")),
            listed.Sum(one => one.Int("transaction_count")));
    }

    static async Task IsEqual(FirstVersion first, int decisions)
    {
        var (_, output, error) = await TollgateProcess.Run("replay", "--data", first.Data, "--json");
        Assert.True(output.Length > 0, error);
        var summary = JsonDocument.Parse(output).RootElement;
        Assert.True(summary.GetProperty("equal").GetBoolean(), output);
        Assert.Equal(decisions, summary.Int("decisions"));
    }

    static string IdOf(JsonElement payment) => payment.Text("transaction_id");

    static JsonElement WithoutFeatures(JsonElement answer)
    {
        var fields = JsonNode.Parse(answer.GetRawText())!.AsObject();
        fields.Remove("features");
        return JsonSerializer.SerializeToElement(fields);
    }

    /// <summary>All that was said then is said now, and maybe more. The words of a reason may be better ones.</summary>
    static void Holds(JsonElement then, JsonElement now, string where = "")
    {
        Assert.True(then.ValueKind == now.ValueKind, $"{where} was {then} and is {now}");
        switch (then.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in then.EnumerateObject())
                {
                    if (property.Name == "text" && IsReason(then))
                        continue;
                    var path = $"{where}.{property.Name}";
                    Assert.True(now.TryGetProperty(property.Name, out var value), $"{path} is gone from {now}");
                    Holds(property.Value, value, path);
                }
                break;
            case JsonValueKind.Array:
                Assert.Equal((where, then.GetArrayLength()), (where, now.GetArrayLength()));
                for (var i = 0; i < then.GetArrayLength(); i++)
                    Holds(then[i], now[i], $"{where}[{i}]");
                break;
            default:
                Assert.True(JsonElement.DeepEquals(then, now), $"{where} was {then} and is {now}");
                break;
        }
    }

    static bool IsReason(JsonElement reported) => reported.TryGetProperty("contribution", out _);
}
