using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Labels;

/// <summary>One report of what a transaction turned out to be, read back from the log.</summary>
/// <param name="ReportedAt">Unix ms.</param>
public sealed record ReportedLabel(LabelKind Kind, long ReportedAt, LabelSource Source);

/// <summary>
/// All labels of a transaction, found by walking back from each label to the one that was logged before it. Any thread.
/// </summary>
public sealed class LabelHistory
{
    readonly LogReader events;

    internal LabelHistory(LogReader events) => this.events = events;

    /// <summary>
    /// The labels in the order in which they win, so that the first is the one that holds; as far back as the log is
    /// kept, and none for a transaction without a label.
    /// </summary>
    public IReadOnlyList<ReportedLabel> Of(CurrentLabel? current)
    {
        var labels = new List<ReportedLabel>();
        for (var at = current?.Newest ?? -1; at >= 0 && events.ReadIfKept(at) is { } frame;)
        {
            var label = new Label(LogRecord.Trusted(frame, at));
            labels.Add(new(label.Kind, label.ReportedAt, label.Source));
            at = label.Previous;
        }
        // The walk meets what was logged last first, and the sort leaves equal times in that order, as the table does.
        return [.. labels.OrderByDescending(label => label.ReportedAt)];
    }
}
