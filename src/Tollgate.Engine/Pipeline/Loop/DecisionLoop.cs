using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Numerics;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline.Loop;

/// <summary>
/// Decides the events of the log, batch after batch, each phase over the whole batch: look the entities up, observe,
/// derive, score, decide, encode. Its state and its decisions are a pure function of the records it was given, however
/// they fall into batches: it reads no clock, draws no random number and knows nothing but the log. One thread runs it.
/// </summary>
sealed class DecisionLoop
{
    readonly Batch batch;
    readonly Decider decider;
    IDecisionSink sink;

    internal DecisionLoop(FeatureSet set, Generations generations, IDecisionSink sink)
    {
        (Generations, this.sink) = (generations, sink);
        Features = new(set, lateness: 0);
        batch = new(set.Count);
        decider = new(set, Batch.Capacity);
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

    /// <summary>How far event time has come.</summary>
    public Watermark Watermark { get; private set; } = Watermark.None;

    /// <summary>What a model threw last, or null; its payments got the configured decision.</summary>
    public Exception? ModelFailure => decider.Failure;

    public LabelTable Labels { get; } = new();

    /// <summary>Where decisions go from now on.</summary>
    public void WriteTo(IDecisionSink next) => sink = next;

    /// <summary>Runs whole records whose checksums are known to be right.</summary>
    /// <param name="offset">Offset of the first of them.</param>
    public void Run(ReadOnlySpan<byte> records, long offset)
    {
        for (var at = 0; at < records.Length;)
        {
            batch.Clear();
            at = Take(records, at, offset, out var next);
            if (batch.Count > 0)
                Decide(records);
            if (next is not null)
                Enter(next);
        }
        Position = offset + records.Length;
    }

    /// <summary>Takes records until the batch is full or another generation begins.</summary>
    /// <returns>Where the first record stands that was not taken.</returns>
    int Take(ReadOnlySpan<byte> records, int at, long offset, out GenerationConfig? next)
    {
        next = null;
        while (at < records.Length && batch.Count < Batch.Capacity && next is null)
        {
            var record = LogRecord.Trusted(records[at..], offset + at);
            if (record.Kind == RecordKind.Transaction)
                Add(record, at);
            else if (record.Kind == RecordKind.Label)
                Labels.Note(record);
            else if (record.Kind == RecordKind.Generation)
                next = GenerationConfig.Of(record);
            at += record.Frame.Length;
        }
        return at;
    }

    void Add(LogRecord record, int at)
    {
        var time = new Transaction(record.Payload).EventTime;
        batch.Add(record, at, late: time <= Watermark.Time);
        Watermark = Watermark.After(time, record.AppendTime);
    }

    void Decide(ReadOnlySpan<byte> records)
    {
        // A log begins with a generation, unless a repair had to give that up.
        if (Generation is null)
            Enter(GenerationConfig.Lost(0));
        var rows = batch.Rows(records);
        Features.Observe(rows, batch.Entities, batch.Values);
        Features.Derive(rows, batch.Values);
        decider.Score(Generation!, batch.Values, rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            var record = batch.Record(records, row);
            var kind = Write(record, row, decider.Decide(Generation!, row, batch.Late[row]));
            Counts.Add(record.AppendTime, kind);
            LiveTransactions += record.Flags.HasFlag(RecordFlags.Imported) ? 0 : 1;
        }
    }

    DecisionKind Write(LogRecord record, int row, in ScoredDecision scored)
    {
        var windows = Features.Set.Windows;
        var place = sink.PlaceOf(record.Offset);
        var writer = new DecisionWriter(sink.Reserve(DecisionWriter.MaxLength(windows.Length, scored.Reasons)));
        writer.Head(
            record.Offset, Generation!.Config.Number, scored.Kind, scored.Flags,
            Crc32C.Of(new Transaction(record.Payload).TransactionId), scored.Risk, scored.Score);
        var entities = batch.EntitiesOf(row);
        for (var kind = EntityKind.User; kind <= EntityKind.Merchant; kind++)
            writer.Previous(Features.ExchangeLastDecision(kind, entities[(int)kind], place));
        writer.Windows(windows, batch.ValuesOf(row));
        writer.ReasonCount(scored.Reasons);
        for (var i = 0; i < scored.Reasons; i++)
        {
            var (feature, contribution) = decider.Reason(i);
            writer.Reason(feature, contribution);
        }
        return sink.Append(record, Generation, scored.Kind, writer.Length);
    }

    void Enter(GenerationConfig config)
    {
        Generations.Note(config);
        Generation = Generations.Of(config.Number);
        Features.Keep(config.Lateness);
    }

    public void WriteState(BinaryWriter to)
    {
        to.Write(Position);
        Generations.Write(to);
        to.Write(Watermark.Newest);
        to.Write(LiveTransactions);
        Counts.Write(to);
        Labels.Write(to);
        Features.Write(to);
    }

    /// <exception cref="InvalidDataException">The state is one of other features.</exception>
    public void ReadState(BinaryReader from)
    {
        Position = from.ReadInt64();
        var configs = Generations.Read(from);
        foreach (var config in configs)
            Generations.Note(config);
        if (configs is [.., var last])
            Enter(last);
        Watermark = new(from.ReadInt64());
        LiveTransactions = from.ReadInt64();
        Counts.Read(from);
        Labels.Read(from);
        Features.Read(from);
    }
}
