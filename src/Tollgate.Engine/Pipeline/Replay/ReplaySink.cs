using System.Text;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;

namespace Tollgate.Engine.Pipeline.Replay;

/// <summary>Takes decisions that are made again and holds each against the recorded one.</summary>
/// <param name="end">Where the recorded decisions ended when the replay began.</param>
sealed class ReplaySink(string folder, string events, long end, FeatureSet features, string? watch)
    : IDecisionSink, IDisposable
{
    readonly LogCursor recorded = new(folder, 0);
    readonly LogReader happened = new(events);
    readonly byte[]? watched = watch is null ? null : Encoding.UTF8.GetBytes(watch);
    byte[] made = new byte[4096];
    readonly long recordedEnd = end;
    long next = end;

    public long Count { get; private set; }

    public long Unrecorded { get; private set; }

    /// <summary>Recorded decisions on events that a repair of the log gave up.</summary>
    public long GivenUp { get; private set; }

    public ReplayDifference? Difference { get; private set; }

    public (byte[] Recorded, byte[] Now)? Watched { get; private set; }

    /// <summary>Whether there is nothing more to be learnt.</summary>
    public bool Done => Difference is not null || Watched is not null;

    public long PlaceOf(long eventOffset)
    {
        PassOverGivenUp(eventOffset);
        if (recorded.TryPeek(out var record))
            return new Decision(record.Payload).EventOffset == eventOffset ? record.Offset : -1;
        return next;
    }

    public Span<byte> Reserve(int length)
    {
        if (made.Length < length)
            made = new byte[length];
        return made;
    }

    public void Append(LogRecord of, DecisionKind kind, int length)
    {
        Count++;
        if (!Done)
            Compare(of, new(made.AsSpan(0, length)));
    }

    /// <summary>Checks that no decision is recorded behind the last one that was made.</summary>
    /// <param name="decidedTo">Offset after the last event that was decided.</param>
    public void Finish(long decidedTo)
    {
        if (Done || !TryReadRecorded(out var record))
            return;
        var decision = new Decision(record.Payload);
        if (decision.EventOffset < decidedTo)
            Difference = Of(decision, "a decision is recorded that no event asks for");
    }

    public void Dispose()
    {
        recorded.Dispose();
        happened.Dispose();
    }

    void PassOverGivenUp(long eventOffset)
    {
        while (recorded.TryPeek(out var record)
            && new Decision(record.Payload).EventOffset is var offset
            && offset < eventOffset
            && happened.ReadIfKept(offset) is null)
        {
            GivenUp++;
            recorded.TryRead(out _);
        }
    }

    void NoteUnrecorded(Decision now)
    {
        Unrecorded++;
        next += LogRecord.PayloadAt + now.Bytes.Length;
    }

    void Compare(LogRecord of, Decision now)
    {
        var isWatched = watched is not null && now.TransactionId.SequenceEqual(watched);
        if (!TryReadRecorded(out var record))
        {
            if (recorded.Offset < recordedEnd)
                Difference = Of(now, $"the recorded decision at offset {recorded.Offset} is damaged");
            else
                NoteUnrecorded(now);
            return;
        }
        var then = new Decision(record.Payload);
        if (isWatched)
            Watched = (then.Bytes.ToArray(), now.Bytes.ToArray());
        if (!then.Bytes.SequenceEqual(now.Bytes))
            Difference = Of(now, ReplayComparison.Sentence(then, now, features));
        else if (record.AppendTime != of.AppendTime || record.Flags != of.Flags)
            Difference = Of(now, "the recorded decision has another time or other flags than its event");
    }

    /// <summary>What cannot be read may just be being written; read again it is whole, or damaged.</summary>
    bool TryReadRecorded(out LogRecord record)
    {
        if (recorded.TryRead(out record))
            return true;
        recorded.Seek(recorded.Offset);
        return recorded.TryRead(out record);
    }

    static ReplayDifference Of(Decision decision, string sentence) =>
        new(Encoding.UTF8.GetString(decision.TransactionId), decision.EventOffset, sentence);
}
