using System.Text;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Reading;
using Tollgate.Engine.Pipeline.Upkeep;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Pipeline.Reading;

public sealed class GateLogReaderTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Behind_each_event_comes_its_decision_and_behind_a_risky_one_its_alert()
    {
        List<string> risky;
        using (var gate = await RiskyGate.Open(folder))
        {
            risky = await RiskyGate.Decide(gate, 400);
            Assert.Equal(SubmitResult.Done, await gate.SubmitAsync(
                new LabelSubmission(risky[0], LabelKind.Fraud, Some.Noon * 2, LabelSource.Import)));
        }

        using var reader = Open();
        var lines = Read(reader);

        Assert.Equal(["Generation", "Generation"], lines[..2].Select(line => line.What));
        Assert.Equal(("Label", risky[0]), (lines[^1].What, lines[^1].Id));
        var at = 2;
        for (var i = 0; i < 400; i++)
        {
            var id = lines[at].Id;
            Assert.Equal("Transaction", lines[at++].What);
            Assert.Equal((GateLog.Decisions, id), (lines[at].Log, lines[at++].Id));
            if (risky.Contains(id))
                Assert.Equal((GateLog.Alerts, id), (lines[at].Log, lines[at++].Id));
        }
        Assert.Equal(lines.Count - 1, at);
        Assert.Equal(risky, lines.Where(line => line.Log == GateLog.Alerts).Select(line => line.Id));
        Assert.Equal(2, reader.Generations.Of(2).Config.Number);
    }

    [Fact]
    public async Task Read_from_an_event_on_it_gives_what_a_whole_reading_gives_from_there()
    {
        for (var session = 0; session < 2; session++)
        {
            using var gate = await RiskyGate.Open(folder);
            Assert.NotEmpty(await RiskyGate.Decide(gate, 150, seed: (ulong)session));
        }
        using var whole = Open();
        var all = Read(whole);
        var starts = all.Where(line => line.Log == GateLog.Events).Select(line => line.Offset).ToHashSet();

        // The generations before the start are known from the newest snapshot, from an older one and the log behind
        // it, or from the log alone.
        var snapshots = Snapshot.List(new GateSettings(folder).SnapshotsFolder).ToList();
        Assert.Equal(2, snapshots.Count);
        foreach (var newest in snapshots.Append(""))
        {
            foreach (var start in starts.Append(whole.EventsEnd))
            {
                using var reader = Open(start);
                var expected = all.SkipWhile(line => line.Log != GateLog.Events || line.Offset != start);
                Assert.Equal(expected, Read(reader));
            }
            if (newest.Length > 0)
                File.Delete(newest);
        }
        for (var offset = -1; offset < 3_000; offset++)
        {
            if (!starts.Contains(offset))
                Assert.Throws<LogException>(() => Open(offset));
        }
        Assert.Contains("ends at", Assert.Throws<LogException>(() => Open(whole.EventsEnd + 1)).Message);
    }

    [Fact]
    public async Task Beside_a_running_gate_it_gives_what_comes()
    {
        using var gate = await RiskyGate.Open(folder);
        using var reader = Open();
        Assert.Equal(2, Read(reader).Count);

        var risky = await RiskyGate.Decide(gate, 300);

        var lines = Read(reader);
        Assert.Equal(600 + risky.Count, lines.Count);
        Assert.Empty(Read(reader));
    }

    [Fact]
    public async Task What_a_debugger_shows_of_a_record_is_what_it_says()
    {
        using (var gate = await RiskyGate.Open(folder))
        {
            var request = gate.Rent();
            request.Set(Some.Bytes(Some.Json()));
            await gate.SubmitAsync(request);
            Assert.Equal("t-1 of u-1: 1250 EUR at m-1, 2026-05-28T20:26:40.000Z", request.Transaction.ToString());
            Assert.Matches(@"^\w+, risk 0\.\d+, generation 2, event at \d+$", request.Decision.ToString());
        }
        using var cursor = LogCursor.FromStart(new GateSettings(folder).EventsFolder);
        Assert.True(cursor.TryRead(out var record));
        Assert.Matches(@"^Generation at 0, 1970-01-01T00:00:00.0000000\+00:00, \d+ bytes$", record.ToString());
    }

    GateLogReader Open(long? from = null) => new(new(folder), DefaultFeatures.Set, SomeModel.Load, from);

    static List<(GateLog Log, string What, long Offset, string Id)> Read(GateLogReader reader)
    {
        var lines = new List<(GateLog, string, long, string)>();
        while (reader.TryRead(out var record))
        {
            if (record.Kind == RecordKind.Decision)
                Assert.NotNull(reader.Generations.Of(record.Decision.Generation));
            lines.Add((
                record.Log, record.Kind.ToString(), record.Offset, Encoding.UTF8.GetString(record.TransactionId)));
        }
        return lines;
    }
}
