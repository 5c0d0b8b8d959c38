using System.Text;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline.Loop;
using Tollgate.Engine.Pipeline.Reading;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline.Replay;

/// <summary>Takes decisions that are made again and holds each against the recorded one.</summary>
sealed class ReplaySink : IDecisionSink, IDisposable
{
    readonly FeatureSet features;
    readonly LogCursor cursor;
    readonly RecordedDecisions recorded;
    readonly LogReader happened;
    readonly byte[]? watched;
    byte[] made = new byte[4096];
    long next;
    bool isRecorded;
    bool isGivenUp;

    /// <param name="end">Where the recorded decisions ended when the replay began.</param>
    public ReplaySink(string folder, string events, long end, FeatureSet features, string? watch)
    {
        (this.features, next) = (features, end);
        cursor = new(folder, 0);
        recorded = new(cursor, end);
        happened = new(events);
        watched = watch is null ? null : Encoding.UTF8.GetBytes(watch);
    }

    public long Count { get; private set; }

    public long Unrecorded { get; private set; }

    /// <summary>Decisions that another set of features made, which this version cannot make again.</summary>
    public long OfOtherFeatures { get; private set; }

    /// <summary>Decisions that a repair of the log gave up.</summary>
    public long Lost { get; private set; }

    /// <summary>Recorded decisions on events that a repair of the log gave up.</summary>
    public long GivenUp { get; private set; }

    public ReplayDifference? Difference { get; private set; }

    public (DecidedTransaction Recorded, DecidedTransaction Now)? Watched { get; private set; }

    /// <summary>Whether there is nothing more to be learnt.</summary>
    public bool Done => Difference is not null || Watched is not null;

    public long PlaceOf(long eventOffset)
    {
        (isRecorded, isGivenUp) = (false, false);
        while (!Done && recorded.TryPeek(out var record))
        {
            if (new Decision(record).EventOffset is var offset && offset >= eventOffset)
            {
                isRecorded = offset == eventOffset;
                isGivenUp = !isRecorded && recorded.HasRoom;
                return isRecorded ? record.Offset : recorded.Room;
            }
            PassOver(record);
        }
        return next;
    }

    public Span<byte> Reserve(int length)
    {
        if (made.Length < LogRecord.PayloadAt + length)
            made = new byte[LogRecord.PayloadAt + length];
        return made.AsSpan(LogRecord.PayloadAt);
    }

    public DecisionKind Append(LogRecord of, Generation by, DecisionKind kind, int length)
    {
        Count++;
        if (Done)
            return kind;
        var frame = made.AsSpan(0, LogRecord.PayloadAt + length);
        LogRecord.Seal(frame, RecordKind.Decision, of.Flags, of.AppendTime, Decision.Format);
        if (recorded.HasEnded)
        {
            Unrecorded++;
            next += frame.Length;
            return kind;
        }
        if (isGivenUp)
        {
            Lost++;
            recorded.TakeRoom(frame.Length);
            return kind;
        }
        if (!isRecorded)
        {
            Difference = Of(of, "its decision is missing from the log");
            return kind;
        }
        recorded.TryPeek(out var record);
        recorded.Take();
        Compare(of, by, record, LogRecord.Trusted(frame, 0));
        return new Decision(record).Kind;
    }

    /// <summary>Checks that no decision is recorded behind the last one that was made.</summary>
    /// <param name="decidedTo">Offset after the last event that was decided.</param>
    public void Finish(long decidedTo)
    {
        while (!Done && recorded.TryPeek(out var record) && new Decision(record).EventOffset < decidedTo)
            PassOver(record);
    }

    public void Dispose()
    {
        cursor.Dispose();
        happened.Dispose();
    }

    void Compare(LogRecord of, Generation by, LogRecord record, LogRecord now)
    {
        var then = new Decision(record);
        var again = new Decision(now);
        var transaction = new Transaction(of.Payload);
        if (watched is not null && transaction.TransactionId.SequenceEqual(watched))
            Watched = (new(of, record), new(of, now));
        if (by.HasOtherFeatures && then.Generation == by.Config.Number)
            OfOtherFeatures++;
        else if (!then.Bytes.SequenceEqual(again.Bytes))
            Difference = Of(of, ReplayComparison.Sentence(then, again, transaction, features));
        else if (record.AppendTime != of.AppendTime || record.Flags != of.Flags)
            Difference = Of(of, "the recorded decision has another time or other flags than its event");
    }

    /// <summary>A decision that was not made again is of an event that a repair gave up, or it is wrong.</summary>
    void PassOver(LogRecord record)
    {
        var eventOffset = new Decision(record).EventOffset;
        if (happened.ReadIfKept(eventOffset) is null)
        {
            GivenUp++;
        }
        else
        {
            Difference = new(
                "of no known id", eventOffset,
                $"a decision is recorded, at offset {record.Offset}, that no event asks for");
        }
        recorded.Take();
    }

    static ReplayDifference Of(LogRecord of, string sentence) =>
        new(Encoding.UTF8.GetString(new Transaction(of.Payload).TransactionId), of.Offset, sentence);
}
