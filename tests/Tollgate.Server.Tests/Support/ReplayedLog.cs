using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Loop;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Transactions;

namespace Tollgate.Server.Tests.Support;

/// <summary>Decides a folder's events again, without a break, and compares with the recorded decisions.</summary>
sealed class ReplayedLog : IDecisionSink, IDisposable
{
    readonly LogCursor recorded;
    byte[] room = new byte[1024];

    ReplayedLog(string decisions) => recorded = LogCursor.FromStart(decisions);

    public List<string> Decided { get; } = [];

    /// <summary>Those that belong into a case.</summary>
    public List<string> Risky { get; } = [];

    public static ReplayedLog Compare(GateSettings settings, Func<ModelReference, AnomalyModel> load)
    {
        var replayed = new ReplayedLog(settings.DecisionsFolder);
        var loop = new DecisionLoop(DefaultFeatures.Set, new(DefaultFeatures.Set, load), replayed);
        using var events = LogCursor.FromStart(settings.EventsFolder);
        while (events.TryRead(out var record))
            loop.Run(record.Frame, record.Offset);
        Assert.False(replayed.recorded.TryRead(out _), "There are more decisions than transactions.");
        return replayed;
    }

    public long PlaceOf(long eventOffset) => recorded.Offset;

    public Span<byte> Reserve(int length)
    {
        if (room.Length < length)
            room = new byte[length];
        return room;
    }

    public DecisionKind Append(LogRecord of, Generation by, DecisionKind kind, int length)
    {
        Assert.True(recorded.TryRead(out var record), $"The decision on the event at {of.Offset} is missing.");
        var id = Encoding.UTF8.GetString(new Transaction(of.Payload).TransactionId);
        Assert.True(record.Payload.SequenceEqual(room.AsSpan(0, length)), $"The decision on {id} is another one.");
        Decided.Add(id);
        if (kind != DecisionKind.Approve && !of.Flags.HasFlag(RecordFlags.Silent))
            Risky.Add(id);
        return kind;
    }

    public void Dispose() => recorded.Dispose();
}
