using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Labels;

/// <summary>The current label of each labelled transaction and where its labels stand in the log. One writer.</summary>
sealed class LabelTable
{
    /// <param name="Offset">Of the label that was logged last, which need not be the one that holds.</param>
    public readonly record struct Entry(LabelKind Kind, long ReportedAt, long Offset);

    readonly Dictionary<string, Entry> current = new(StringComparer.Ordinal);

    public bool TryGet(string transactionId, out Entry entry) => current.TryGetValue(transactionId, out entry);

    public void Note(LogRecord record)
    {
        var label = new Label(record.Payload);
        var id = System.Text.Encoding.UTF8.GetString(label.TransactionId);
        // The latest report wins, also when it is logged before an older one.
        if (!current.TryGetValue(id, out var known) || label.ReportedAt >= known.ReportedAt)
            current[id] = new(label.Kind, label.ReportedAt, record.Offset);
        else
            current[id] = known with { Offset = record.Offset };
    }

    public void Write(BinaryWriter to)
    {
        to.Write(current.Count);
        foreach (var (id, entry) in current)
        {
            to.Write(id);
            to.Write((byte)entry.Kind);
            to.Write(entry.ReportedAt);
            to.Write(entry.Offset);
        }
    }

    public void Read(BinaryReader from)
    {
        for (var left = from.ReadInt32(); left > 0; left--)
            current[from.ReadString()] = new((LabelKind)from.ReadByte(), from.ReadInt64(), from.ReadInt64());
    }
}
