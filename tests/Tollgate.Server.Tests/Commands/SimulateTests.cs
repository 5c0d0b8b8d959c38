namespace Tollgate.Server.Tests.Commands;

public sealed class SimulateTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_same_seed_makes_the_same_bytes_and_another_one_does_not()
    {
        var (a, b, c) = (folder.Path("a.jsonl"), folder.Path("b.jsonl"), folder.Path("c.jsonl"));
        var reported = folder.Path("labels.jsonl");
        await TollgateProcess.Run("simulate", "--to", a, "--count", "5000", "--seed", "5", "--labels", reported);
        await TollgateProcess.Run("simulate", "--to", b, "--count", "5000", "--seed", "5");
        await TollgateProcess.Run("simulate", "--to", c, "--count", "5000", "--seed", "6");
        Assert.Equal(File.ReadAllBytes(a), File.ReadAllBytes(b));
        Assert.NotEqual(File.ReadAllBytes(a), File.ReadAllBytes(c));
        var labels = File.ReadAllLines(reported);
        Assert.Equal(5_000, labels.Length);
        Assert.Contains(labels, line => line.Contains("\"fraud\""));
        // Some payments are sent twice, and have one label all the same.
        Assert.True(File.ReadLines(a).Count() > 5_000);
        Assert.Equal(File.ReadLines(a).Select(IdOf).Distinct(), labels.Select(IdOf));
    }

    [Fact]
    public async Task Its_options_say_how_much_goes_wrong_on_the_way()
    {
        var (none, much) = (folder.Path("none.jsonl"), folder.Path("much.jsonl"));
        await TollgateProcess.Run(
            "simulate", "--to", none, "--count", "2000",
            "--delay", "0", "--duplicates", "0", "--wrong-clocks", "0", "--late", "0");
        await TollgateProcess.Run(
            "simulate", "--to", much, "--count", "2000",
            "--delay", "500", "--duplicates", "0.5", "--wrong-clocks", "0.5", "--late", "0.5");
        Assert.Equal(2_000, File.ReadLines(none).Count());
        Assert.Equal(File.ReadLines(none).Select(TimeOf).Order(), File.ReadLines(none).Select(TimeOf));
        Assert.InRange(File.ReadLines(much).Count(), 2_800, 3_200);
        Assert.Equal(2_000, File.ReadLines(much).Select(IdOf).Distinct().Count());
        Assert.Equal(2_000, File.ReadLines(much).Distinct().Count());

        var (exit, _, error) = await TollgateProcess.Run("simulate", "--to", much, "--late", "0.6");
        Assert.Equal((1, "simulate: LateShare must lie between 0 and 0.5."), (exit, error.TrimEnd()));

        static DateTimeOffset TimeOf(string line) =>
            JsonDocument.Parse(line).RootElement.GetProperty("event_time").GetDateTimeOffset();
    }

    [Fact]
    public async Task What_it_writes_is_imported_whole_in_the_order_of_the_file()
    {
        var (file, map) = (folder.Path("a.jsonl"), Repository.File("docs", "examples", "tollgate.yaml"));
        await TollgateProcess.Run("simulate", "--to", file, "--count", "20000", "--wrong-clocks", "0.1");
        var sent = File.ReadLines(file).Select(IdOf).ToList();

        var (exit, output, error) = await TollgateProcess.Run(
            "import", file, "--map", map, "--data", folder.Data, "--json");

        Assert.True(exit == 0, error);
        var summary = JsonDocument.Parse(output).RootElement;
        Assert.Equal(20_000, summary.GetProperty("imported").GetInt32());
        Assert.Equal(sent.Count - 20_000, summary.GetProperty("already_there").GetInt32());
        Assert.Equal(0, summary.GetProperty("rejected").GetInt32());
        Assert.Equal(0, (await TollgateProcess.Run("replay", "--data", folder.Data)).Exit);
    }

    [Fact]
    public async Task A_gate_decides_what_is_sent_to_it()
    {
        using var gate = await TollgateProcess.Serve(folder.Data);
        var (_, output, _) = await TollgateProcess.Run(
            "keys", "new", "sim", "--scopes", "decide", "--json", "--data", folder.Data);
        var made = JsonDocument.Parse(output).RootElement;
        var secret = folder.File("secret", made.GetProperty("secret").GetString()!);
        var key = made.GetProperty("key_id").GetString()!;
        // A key of the command line is taken within 2 s.
        (int Exit, string Out, string Error) sent;
        var tries = 0;
        do
        {
            sent = await TollgateProcess.Run(
                "simulate", "--to", gate.Url.ToString(), "--count", "400", "--rate", "100", "--duplicates", "0.5",
                "--key", key, "--secret-file", secret, "--json");
        }
        while (sent.Exit != 0 && ++tries < 10);
        var summary = JsonDocument.Parse(sent.Out).RootElement;
        Assert.Equal((0, 400, 400, 0), (sent.Exit, Figure("sent"), Figure("approve"), Figure("refused")));
        // Half are sent twice, but the second sending of the last ones comes behind the payments that are counted.
        Assert.InRange(Figure("duplicates"), 1, 300);
        Assert.True(summary.GetProperty("p99").GetDouble() > 0);

        int Figure(string name) => summary.GetProperty(name).GetInt32();
    }

    static string? IdOf(string line) =>
        JsonDocument.Parse(line).RootElement.GetProperty("transaction_id").GetString();

    [Theory]
    [InlineData("kafka://broker/transactions", "--to: this version does not write to Kafka")]
    [InlineData("http://127.0.0.1:1", "--key: is needed to call a gate")]
    [InlineData("/nowhere/at/all.jsonl", "--to: /nowhere/at/all.jsonl cannot be written")]
    public async Task What_cannot_be_sent_to_is_said_in_one_sentence(string to, string sentence)
    {
        var (exit, _, error) = await TollgateProcess.Run("simulate", "--to", to, "--count", "1");
        Assert.Equal(1, exit);
        Assert.StartsWith(sentence, error);
    }
}
