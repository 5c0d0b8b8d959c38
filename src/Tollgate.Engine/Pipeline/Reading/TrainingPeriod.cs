using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline.Reading;

/// <summary>
/// The decided payments of a period of event time, read from the logs, beside the gate that writes them. The decisions
/// hold the features as they were known at that moment; their events, read in step, hold the event time.
/// </summary>
/// <param name="from">Unix ms, inclusive.</param>
/// <param name="to">Unix ms, inclusive.</param>
public sealed class TrainingPeriod(GateSettings settings, FeatureSet set, long from, long to)
{
    const int RowsPerReport = 4_096;

    // Every pass sees the same decisions, however many the gate adds meanwhile.
    readonly long end = LogCursor.EndOf(settings.DecisionsFolder);

    /// <summary>Event times of the first and the last payment that was visited, Unix ms.</summary>
    public (long First, long Last) Range { get; private set; } = (long.MaxValue, long.MinValue);

    /// <param name="row">The model's inputs; valid during the call.</param>
    public delegate void Visit(ReadOnlySpan<double> row, ReadOnlySpan<byte> transactionId);

    /// <summary>Calls for every payment of the period, in the order of the log.</summary>
    /// <param name="progress">Told the share of the log that is read, 0 to 1.</param>
    public void ForEach(Visit visit, Action<double> progress, CancellationToken cancellation)
    {
        using var decisions = LogCursor.FromStart(settings.DecisionsFolder);
        using var events = LogCursor.FromStart(settings.EventsFolder);
        var start = decisions.Offset;
        var values = new double[set.Count];
        var row = new double[set.ModelInputs.Length];
        var eventRead = events.TryRead(out var happened);
        for (var i = 0; decisions.Offset < end && decisions.TryRead(out var record); i++)
        {
            if (i % RowsPerReport == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress((double)(record.Offset - start) / Math.Max(1, end - start));
            }
            var decision = new Decision(record);
            while (eventRead && happened.Offset < decision.EventOffset)
                eventRead = events.TryRead(out happened);
            // Retention may have taken the event and left the decision.
            if (!eventRead || happened.Offset != decision.EventOffset)
                continue;
            var transaction = new Transaction(happened.Payload);
            var time = transaction.EventTime;
            if (time < from || time > to)
                continue;
            Range = (Math.Min(Range.First, time), Math.Max(Range.Last, time));
            decision.ReadFeatures(set, transaction, values);
            for (var input = 0; input < row.Length; input++)
                row[input] = values[set.ModelInputs[input]];
            visit(row, transaction.TransactionId);
        }
    }

    /// <summary>The ids of the payments that are labelled, each with the label that holds.</summary>
    public Dictionary<string, LabelKind> Labels(CancellationToken cancellation)
    {
        var table = new LabelTable();
        using var events = LogCursor.FromStart(settings.EventsFolder);
        for (var i = 0; events.TryRead(out var record); i++)
        {
            if (i % RowsPerReport == 0)
                cancellation.ThrowIfCancellationRequested();
            if (record.Kind != RecordKind.Label)
                continue;
            var label = new Label(record);
            if (label.EventTime >= from && label.EventTime <= to)
                table.Note(record);
        }
        return table.All.ToDictionary(entry => entry.Id, entry => entry.Label.Kind, StringComparer.Ordinal);
    }
}
