using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline;

/// <summary>
/// Decides the events of the log, one after the other. Its state and its decisions are a pure function of the records
/// it was given: it reads no clock, draws no random number and knows nothing but the log. One thread runs it.
/// </summary>
sealed class DecisionLoop
{
    /// <summary>How far the watermark stays behind the newest event, ms.</summary>
    public const long Disorder = 2_000;

    readonly double[] values;
    readonly Decider decider;
    IDecisionSink sink;
    long newest = long.MinValue;

    /// <param name="lateness">How far behind its entity's newest event an event may come and count exactly, ms.</param>
    internal DecisionLoop(FeatureSet set, long lateness, Generations generations, IDecisionSink sink)
    {
        (Generations, this.sink) = (generations, sink);
        Features = new(set, lateness);
        values = new double[set.Count];
        decider = new(set);
    }

    public FeatureEngine Features { get; }

    public DecisionCounts Counts { get; } = new();

    public Generations Generations { get; }

    /// <summary>The generation that decides the next event; null before the first record of the log.</summary>
    public Generation? Generation { get; private set; }

    /// <summary>Offset after the last record that was run.</summary>
    public long Position { get; private set; }

    /// <summary>Transactions that came from live traffic, not from a file of history.</summary>
    public long LiveTransactions { get; private set; }

    /// <summary>Events at or before this time are late, Unix ms.</summary>
    public long Watermark => newest == long.MinValue ? long.MinValue : newest - Disorder;

    public LabelTable Labels { get; } = new();

    /// <summary>Runs a batch of whole records.</summary>
    /// <param name="offset">Offset of the first of them.</param>
    public void Run(ReadOnlySpan<byte> batch, long offset)
    {
        while (LogRecord.TryRead(batch, offset, out var record))
        {
            if (record.Kind == RecordKind.Transaction)
                Decide(record);
            else
                NoteOther(record);
            batch = batch[(int)(record.End - offset)..];
            offset = record.End;
        }
        Position = offset;
    }

    void Decide(LogRecord record)
    {
        var transaction = new Transaction(record.Payload);
        var time = transaction.EventTime;
        var late = time <= Watermark;
        newest = Math.Max(newest, Math.Min(time, record.AppendTime));

        Features.Observe(transaction, values);
        var scored = decider.Decide(Generation!, values, late);
        Write(record, transaction, scored);

        Counts.Add(record.AppendTime, scored.Kind);
        LiveTransactions += record.Flags.HasFlag(RecordFlags.Imported) ? 0 : 1;
    }

    void Write(LogRecord record, Transaction transaction, in ScoredDecision scored)
    {
        var place = sink.PlaceOf(record.Offset);
        var into = sink.Reserve(DecisionEncoder.MaxLength(transaction, values.Length, scored.Reasons));
        var at = DecisionEncoder.WriteHead(
            into, transaction, record.Offset, record.AppendTime, Generation!.Config.Number, scored);
        for (var kind = EntityKind.User; kind <= EntityKind.Merchant; kind++)
            DecisionEncoder.WritePrevious(into, kind, Features.ExchangeLastDecision(kind, place));
        at = DecisionEncoder.WriteFeatures(into, at, Features.Set, values);
        for (var i = 0; i < scored.Reasons; i++)
        {
            var (feature, contribution) = decider.Reason(i);
            at = DecisionEncoder.WriteReason(into, at, feature, contribution);
        }
        sink.Append(record, scored.Kind, at);
    }

    void NoteOther(LogRecord record)
    {
        if (record.Kind == RecordKind.Label)
            Labels.Note(record);
        else if (record.Kind == RecordKind.Generation)
            Enter(GenerationConfig.Decode(record.Payload));
    }

    void Enter(GenerationConfig record)
    {
        Generations.Note(record);
        Generation = Generations.Of(record.Number);
    }

    public void WriteState(BinaryWriter to)
    {
        to.Write(Position);
        Generations.Write(to);
        to.Write(newest);
        to.Write(LiveTransactions);
        Counts.Write(to);
        Labels.Write(to);
        Features.Write(to);
    }

    public void ReadState(BinaryReader from, IDecisionSink resumed)
    {
        sink = resumed;
        Position = from.ReadInt64();
        var configs = Generations.Read(from);
        foreach (var config in configs)
            Generations.Note(config);
        Generation = configs is [.., var last] ? Generations.Of(last.Number) : null;
        newest = from.ReadInt64();
        LiveTransactions = from.ReadInt64();
        Counts.Read(from);
        Labels.Read(from);
        Features.Read(from);
    }
}
