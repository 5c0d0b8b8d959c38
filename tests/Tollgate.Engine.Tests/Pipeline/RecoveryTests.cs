using CsCheck;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Upkeep;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Pipeline;

/// <summary>
/// Submits the same payments with the same append times to a gate that runs through and to one that is stopped, whose
/// files are then cut or damaged at any byte as a crash may leave them. The second one's logs must come out byte for
/// byte as the first one's.
/// </summary>
public sealed class RecoveryTests
{
    const int Before = 600, After = 300;
    static readonly byte[][] Payments = [.. SomeModel.Payments(Before + After, seed: 7)];

    /// <summary>The logs that an uninterrupted run makes.</summary>
    static readonly Lazy<(byte[] Events, byte[] Decisions, byte[] Alerts)> Uninterrupted = new(() =>
    {
        using var folder = new TemporaryFolder();
        using (var gate = Open(folder))
        {
            Submit(gate, Payments[..Before]);
            Submit(gate, Payments[Before..]);
        }
        return Logs(folder);
    });

    [Fact]
    public void After_a_stop_the_gate_decides_as_if_it_had_never_stopped()
    {
        using var folder = new TemporaryFolder();
        using (var gate = Open(folder))
            Submit(gate, Payments[..Before]);
        using (var gate = Open(folder))
            Submit(gate, Payments[Before..]);
        AssertSame(Uninterrupted.Value, Logs(folder));
    }

    /// <summary>
    /// What a crash can leave: the logs cut at any byte, each on its own, with or without a snapshot. What the gate had
    /// answered is in the events; here the events are whole up to a cut, and the rest must follow from them.
    /// </summary>
    [Fact]
    public void Whatever_a_crash_left_of_decisions_and_alerts_they_come_back_byte_for_byte() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Bool, Gen.Bool)
        .Sample((decisions, alerts, snapshot, damaged) =>
        {
            using var folder = new TemporaryFolder();
            using (var gate = Open(folder))
                Submit(gate, Payments[..(Before / 2)]);
            using (var gate = Open(folder))
                Submit(gate, Payments[(Before / 2)..Before]);
            // The newest snapshot may not promise more than the cut logs hold.
            foreach (var path in Directory.GetFiles(Path.Combine(folder, "snapshots")))
            {
                if (!snapshot)
                    File.Delete(path);
                else if (damaged)
                    Flip(path, new FileInfo(path).Length / 2);
            }
            Cut(folder, GateSettings.Decisions, decisions);
            Cut(folder, GateSettings.Alerts, alerts);
            using (var gate = Open(folder))
                Submit(gate, Payments[Before..]);
            AssertSame(Uninterrupted.Value, Logs(folder));
        }, iter: 40, threads: 1);

    [Fact]
    public void A_stop_writes_no_snapshot_where_the_last_one_took_long_and_the_next_start_decides_the_rest()
    {
        using var folder = new TemporaryFolder();
        string[] Snapshots() => [.. Snapshot.List(Path.Combine(folder, GateSettings.Snapshots))];
        using (var gate = Open(folder, snapshotEvery: 50_000, clock: new SlowClock()))
        {
            Submit(gate, Payments[..300]);
            Assert.True(SpinWait.SpinUntil(() => Snapshots().Length > 0, 30_000));
            Submit(gate, Payments[300..400]);
        }
        Assert.NotEmpty(Snapshots());
        Assert.DoesNotContain(Snapshots(), path => path.EndsWith($"{LogCursor.EndOf(Events(folder)):D20}.snapshot"));
        using (var gate = Open(folder))
            Submit(gate, Payments[400..]);
        AssertSame(Uninterrupted.Value, Logs(folder));

        static string Events(string folder) => Path.Combine(folder, GateSettings.Events);
    }

    [Fact]
    public void A_snapshot_that_runs_ahead_of_the_events_is_passed_over()
    {
        using var folder = new TemporaryFolder();
        using (var gate = Open(folder))
            Submit(gate, Payments[..Before]);
        Cut(folder, GateSettings.Events, 0.5);
        foreach (var log in (string[])[GateSettings.Decisions, GateSettings.Alerts])
            Cut(folder, log, 0);
        using (var gate = Open(folder))
            Submit(gate, Payments);
        AssertSame(Uninterrupted.Value with { Events = [] }, Logs(folder) with { Events = [] });
    }

    [Fact]
    public void Decisions_that_go_on_where_the_events_have_ended_are_cut_off_and_kept_aside()
    {
        using var folder = new TemporaryFolder();
        using (var gate = Open(folder))
            Submit(gate, Payments[..Before]);
        Directory.Delete(Path.Combine(folder, "snapshots"), recursive: true);
        Cut(folder, GateSettings.Events, 0.5);
        using (var gate = Open(folder))
            Submit(gate, Payments);
        AssertSame(Uninterrupted.Value with { Events = [] }, Logs(folder) with { Events = [] });
        Assert.Single(Directory.GetFiles(Path.Combine(folder, GateSettings.Decisions), "*.torn"));
    }

    [Fact]
    public void Ids_are_known_after_a_restart_over_many_sealed_segments()
    {
        using var folder = new TemporaryFolder();
        for (var part = 0; part < 3; part++)
        {
            using var gate = Open(folder, segmentBytes: 8192);
            Submit(gate, Payments[(part * 200)..((part + 1) * 200)]);
        }
        using var again = Open(folder, segmentBytes: 8192);
        Assert.All(Submit(again, Payments[..600]), result => Assert.Equal(SubmitResult.Replayed, result));
    }

    static Gate Open(
        string folder, int segmentBytes = 64 << 20, long snapshotEvery = 256 << 20, TimeProvider? clock = null)
    {
        var gate = Recovery.Open(
            new(folder, SnapshotEvery: snapshotEvery, SegmentBytes: segmentBytes),
            DefaultFeatures.Set, Some.Policy, SomeModel.Load, clock ?? TimeProvider.System);
        gate.Start();
        if (gate.Generation.Model is null)
            gate.ChangeAsync(g => g with { Model = SomeModel.Reference }).GetAwaiter().GetResult();
        return gate;
    }

    /// <summary>Submits with fixed append times, so that runs can be compared byte for byte.</summary>
    static SubmitResult[] Submit(Gate gate, byte[][] payments) =>
        [.. payments.Select(bytes =>
        {
            var request = gate.Rent();
            request.Set(bytes);
            request.AppendTime = request.Transaction.EventTime;
            return gate.SubmitWhenRoom(request).AsTask();
        }).ToArray().Select(task => task.GetAwaiter().GetResult())];

    /// <summary>As a power failure does, which takes what says how much was written as well.</summary>
    static void Cut(string folder, string log, double share)
    {
        File.Delete(EndFile.PathOf(Path.Combine(folder, log)));
        var path = Path.Combine(folder, log, $"{0:D20}.log");
        using var file = File.OpenWrite(path);
        file.SetLength((long)(file.Length * share));
    }

    static void Flip(string path, long at)
    {
        using var file = File.Open(path, FileMode.Open);
        file.Position = at;
        var b = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(b ^ 1));
    }

    static (byte[] Events, byte[] Decisions, byte[] Alerts) Logs(string folder) =>
        (Bytes(folder, GateSettings.Events), Bytes(folder, GateSettings.Decisions), Bytes(folder, GateSettings.Alerts));

    static byte[] Bytes(string folder, string log) => File.ReadAllBytes(Path.Combine(folder, log, $"{0:D20}.log"));

    static void AssertSame(
        (byte[] Events, byte[] Decisions, byte[] Alerts) expected,
        (byte[] Events, byte[] Decisions, byte[] Alerts) actual)
    {
        Assert.Equal(expected.Events.Length, actual.Events.Length);
        Assert.True(expected.Decisions.AsSpan().SequenceEqual(actual.Decisions), "the decisions differ");
        Assert.True(expected.Alerts.AsSpan().SequenceEqual(actual.Alerts), "the alerts differ");
        Assert.NotEmpty(actual.Alerts);
    }

    /// <summary>By it, everything takes ten seconds.</summary>
    sealed class SlowClock : TimeProvider
    {
        long seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Add(ref seconds, 10);
    }
}
