using Microsoft.Extensions.Logging;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Hosting;

namespace Tollgate.Server.Tests.Hosting;

public sealed class GateFaultTests
{
    [Fact]
    public async Task A_configuration_that_cannot_decide_is_refused_and_payments_go_on()
    {
        await using var server = await TollgateServer.Start();
        var client = await server.Machine("decide");
        // Its model is not in the registry.
        var result = await server.Gate.SubmitAsync(
            new GenerationSubmission(g => g with { Model = new("gone", 1, "00") }));
        Assert.Equal(SubmitResult.Unavailable, result);
        Assert.Equal(HttpStatusCode.OK, (await client.Decide(Some.Payment("p1").ToJsonString())).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Get("/health/ready")).Status);
    }

    [Fact]
    public async Task A_log_that_is_damaged_is_told_to_whoever_asks_whether_the_gate_is_ready_and_payments_go_on()
    {
        using var folder = new TemporaryFolder();
        var damaged = await WithDamageThatNoStartReads(folder.Data);
        await using var server = await TollgateServer.Start(folder: folder.Data);
        var ready = await Eventually.Is(
            () => server.Http.Get("/health/ready"), answer => answer["missing"].EnumerateObject().Any());
        Assert.Equal((HttpStatusCode.OK, "ready"), (ready.Status, ready.Text("status")));
        Assert.Contains($"{damaged} is damaged at byte", ready["missing"].Text("log"));
    }

    [Fact]
    public void A_loop_that_has_failed_says_what_to_do() =>
        Assert.Equal(
            "The decision loop has failed; restart the gate, which decides the log again.",
            new GateFault(GateFaultKind.LoopFailed, new InvalidOperationException()).ToSentence());

    [Fact]
    public void A_log_that_cannot_be_written_is_named_with_its_cause() =>
        Assert.Equal(
            "The log cannot be written: No space left on device",
            new GateFault(GateFaultKind.LogNotWritten, new IOException("No space left on device")).ToSentence());

    [Fact]
    public void Every_kind_of_fault_is_logged_with_its_cause_under_an_id_of_its_own()
    {
        var log = new WrittenLog();
        var cause = new IOException("No space left on device");
        foreach (var kind in Enum.GetValues<GateFaultKind>())
            log.Log(new GateFault(kind, cause));
        Assert.Equal(
            [1400, 1401, 1402, 1403, 1405, 1406, 1407, 1408, 1409, 1410, 1411, 1412],
            log.Lines.Select(line => line.Id).Order());
        Assert.All(
            log.Lines, line => Assert.True(line.Cause == cause || line.Text.Contains(cause.Message), line.Text));
    }

    /// <returns>The path of the damaged file.</returns>
    static async Task<string> WithDamageThatNoStartReads(string folder)
    {
        var settings = new GateSettings(folder, SegmentBytes: 4096);
        var rates = new Dictionary<string, decimal> { ["EUR"] = 1 };
        var policy = new Policy(0.99, 0.999, DecisionKind.Review, "EUR", rates);
        using (var gate = Recovery.Open(
            settings, DefaultFeatures.Set, policy, _ => throw new FileNotFoundException(), TimeProvider.System))
        {
            gate.Start();
            var parser = new TransactionParser();
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            for (var i = 0; i < 200; i++)
            {
                var request = gate.Rent();
                var json = Some.Payment($"old-{i}").ToJsonString();
                Assert.True(parser.TryParse(Encoding.UTF8.GetBytes(json), gate.Generation.Rates, now));
                request.Set(parser.Bytes.Span);
                Assert.Equal(SubmitResult.Done, await gate.SubmitAsync(request));
                gate.Return(request);
            }
            // Where no file held the ids, the start would read the events.
            await Eventually.Is(
                () => Task.FromResult(Directory.GetFiles(settings.DecisionsFolder, $"{0:D20}-*.ids")),
                runs => runs.Length > 0);
        }
        var path = Segments.PathOf(settings.EventsFolder, 0);
        using var file = File.Open(path, FileMode.Open);
        file.Position = 2_000;
        var value = file.ReadByte();
        file.Position = 2_000;
        file.WriteByte((byte)(value ^ 1));
        return path;
    }

    sealed class WrittenLog : ILogger
    {
        public List<(int Id, Exception? Cause, string Text)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            Lines.Add((eventId.Id, exception, formatter(state, exception)));
    }
}
