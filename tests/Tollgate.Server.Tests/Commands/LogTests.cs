using System.Diagnostics;

namespace Tollgate.Server.Tests.Commands;

/// <summary>Runs <c>tollgate log</c> as a process of its own, on folders that others write.</summary>
public sealed class LogTests(TrainedServer trained) : IDisposable
{
    readonly TollgateServer server = trained.Server;
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_event_is_printed_and_behind_it_its_decision()
    {
        await History.Import(folder, 300);

        var lines = await Log("--data", folder.Data);

        Assert.Equal("generation", lines[0].Text("kind"));
        Assert.Equal(1, lines[0].GetProperty("generation").Int("number"));
        for (var i = 1; i < lines.Count; i++)
        {
            Assert.Equal(["imported", "silent"], lines[i].List("flags").Select(flag => flag.GetString()));
            if (lines[i].Text("kind") != "transaction")
                continue;
            var (happened, decided) = (lines[i], lines[i + 1]);
            Assert.Equal(("events", "decisions"), (happened.Text("log"), decided.Text("log")));
            Assert.Equal(happened.GetProperty("offset").GetInt64(), decided.GetProperty("event_offset").GetInt64());
            Assert.Equal(happened.Text("append_time"), decided.GetProperty("decision").Text("decided_at"));
            Assert.Equal(
                happened.GetProperty("transaction").Text("transaction_id"),
                decided.GetProperty("decision").Text("transaction_id"));
        }
        Assert.Equal(300, lines.Count(line => line.Text("kind") == "decision"));
        Assert.All(
            lines.Where(line => line.Text("kind") == "label"),
            line => Assert.Equal("import", line.GetProperty("label").Text("source")));
    }

    [Fact]
    public async Task Beside_a_running_server_one_transaction_is_told_as_the_api_tells_it()
    {
        await using var gate = await TollgateServer.Start();
        var shop = await gate.Machine("decide", "label", "read");
        var answer = await shop.Decide(Some.Payment("a").ToJsonString());
        await shop.Decide(Some.Payment("b").ToJsonString());
        await shop.Label("""[{"transaction_id":"b","label":"fraud"},{"transaction_id":"a","label":"fraud"}]""");

        var lines = await Log("--id", "a", "--data", gate.Folder);

        Assert.Equal(["transaction", "decision", "label"], lines.Select(line => line.Text("kind")));
        var read = await shop.Read("a");
        Assert.Equal(read["transaction"].GetRawText(), lines[0].GetProperty("transaction").GetRawText());
        Assert.Equal(answer.Body, lines[1].GetProperty("decision").GetRawText());
        var label = lines[2].GetProperty("label");
        Assert.Equal(("a", "fraud", "machine:shop"), (
            label.Text("transaction_id"), label.Text("label"), label.Text("source")));
        var nothing = await TollgateProcess.Run("log", "--id", "nowhere", "--data", gate.Folder);
        Assert.Equal((1, ""), (nothing.Exit, nothing.Out));
        Assert.Contains("nowhere", nothing.Error);
    }

    [Fact]
    public async Task A_risky_transaction_has_an_alert_with_its_reasons_and_the_label_of_its_case()
    {
        var found = await server.CaseOf("u-log", 6);
        await server.Close(found, "CONFIRMED_FRAUD");
        var id = found.Text("transaction_id");

        var lines = await Log("--id", id, "--data", server.Folder);

        Assert.Equal(
            ["events", "decisions", "fraud_alerts", "events"], lines.Select(line => line.Text("log")));
        var read = await server.Admin.GetJson($"/api/transactions/{id}");
        Assert.NotEmpty(read.GetProperty("decision").List("reasons"));
        Assert.All(lines[1..3], line => Assert.Equal(
            read.GetProperty("decision").GetRawText(), line.GetProperty("decision").GetRawText()));
        Assert.Equal("case:admin", lines[3].GetProperty("label").Text("source"));
    }

    [Fact]
    public async Task An_offset_begins_there_and_one_that_is_none_is_told_in_a_sentence()
    {
        await History.Import(folder, 20);
        var all = await Log("--data", folder.Data);
        var start = all.FindIndex(line => line.Text("kind") == "transaction" && line.GetRawText().Contains("\"h-10\""));
        var offset = all[start].GetProperty("offset").GetInt64();

        var lines = await Log("--from", $"{offset}", "--data", folder.Data);
        Assert.Equal(all[start..].Select(line => line.GetRawText()), lines.Select(line => line.GetRawText()));

        await Refused($"lies inside the event at offset {offset}", "--from", $"{offset + 1}", "--data", folder.Data);
        await Refused("There is no event at offset 99999999", "--from", "99999999", "--data", folder.Data);
        await Refused("There is no event at offset -1", "--from", "-1", "--data", folder.Data);
        await Refused("holds no log", "--data", folder.Path("nowhere"));
        Assert.False(Directory.Exists(folder.Path("nowhere")));
    }

    [Fact]
    public async Task It_goes_on_with_what_comes_until_it_is_interrupted()
    {
        await using var gate = await TollgateServer.Start();
        var shop = await gate.Machine("decide");
        await shop.Decide(Some.Payment("before").ToJsonString());
        // Whoever runs the tests in the background may have had them ignore the interrupt, which is inherited.
        using var log = Process.Start(new ProcessStartInfo(
            "env", ["--default-signal=INT", TollgateProcess.Executable, "log", "--follow", "--data", gate.Folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await Until(log, "before");

        await shop.Decide(Some.Payment("after").ToJsonString());
        await Until(log, "after");

        using (var kill = Process.Start("kill", ["-INT", $"{log.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await log.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (log.ExitCode, await log.StandardError.ReadToEndAsync(default)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--follow")]
    public async Task It_ends_quietly_when_nobody_reads_on(string option)
    {
        await History.Import(folder, 2_000);
        var start = new ProcessStartInfo("bash", [
            "-c", $"\"$0\" log {option} --data \"$1\" | head -2; echo ${{PIPESTATUS[0]}}",
            TollgateProcess.Executable, folder.Data,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var shell = Process.Start(start)!;
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        var lines = output.TrimEnd().Split('\n');
        Assert.Equal((3, "0"), (lines.Length, lines[^1]));
    }

    static async Task<List<JsonElement>> Log(params string[] arguments)
    {
        var (exit, output, error) = await TollgateProcess.Run(["log", .. arguments]);
        Assert.Equal((0, ""), (exit, error));
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
    }

    static async Task Refused(string sentence, params string[] arguments)
    {
        var (exit, output, error) = await TollgateProcess.Run(["log", .. arguments]);
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains(sentence, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    /// <summary>Reads until the decision on a transaction is printed.</summary>
    static async Task Until(Process log, string id)
    {
        while (await log.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            var json = JsonDocument.Parse(line).RootElement;
            if (json.TryGetProperty("decision", out var decision) && decision.Text("transaction_id") == id)
                return;
        }
        Assert.Fail($"The log ended without {id}: {await log.StandardError.ReadToEndAsync(default)}");
    }
}
