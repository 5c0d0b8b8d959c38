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
        Assert.Equal(File.ReadLines(a).Select(IdOf), labels.Select(IdOf));

        static string? IdOf(string line) =>
            JsonDocument.Parse(line).RootElement.GetProperty("transaction_id").GetString();
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
                "simulate", "--to", gate.Url.ToString(), "--count", "40", "--rate", "100",
                "--key", key, "--secret-file", secret, "--json");
        }
        while (sent.Exit != 0 && ++tries < 10);
        var summary = JsonDocument.Parse(sent.Out).RootElement;
        Assert.Equal((0, 40, 40, 0), (sent.Exit, Figure("sent"), Figure("approve"), Figure("refused")));
        Assert.True(summary.GetProperty("p99").GetDouble() > 0);

        int Figure(string name) => summary.GetProperty(name).GetInt32();
    }

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
