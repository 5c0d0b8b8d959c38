using System.Text;
using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Labels;

/// <summary>The label that holds for each labelled transaction. One writer.</summary>
sealed class LabelTable
{
    readonly Dictionary<string, CurrentLabel> current = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, CurrentLabel>> All => current;

    public CurrentLabel? Find(string transactionId) =>
        current.TryGetValue(transactionId, out var label) ? label : null;

    public void Note(LogRecord record)
    {
        var label = new Label(record.Payload);
        var id = Encoding.UTF8.GetString(label.TransactionId);
        current[id] = current.TryGetValue(id, out var known) && !Supersedes(label.ReportedAt, known.ReportedAt)
            ? known with { Newest = record.Offset }
            : new(label.Kind, label.ReportedAt, label.SourceKind, record.Offset);
    }

    /// <summary>
    /// Whether a label holds instead of one that was logged before it: the latest report wins, also when it is logged
    /// before an older one; of two reports of one moment, the one that is logged last.
    /// </summary>
    static bool Supersedes(long reportedAt, long knownReportedAt) => reportedAt >= knownReportedAt;

    public void Write(BinaryWriter to)
    {
        to.Write(current.Count);
        foreach (var (id, label) in current)
        {
            to.Write(id);
            to.Write((byte)label.Kind);
            to.Write(label.ReportedAt);
            to.Write((byte)label.Source);
            to.Write(label.Newest);
        }
    }

    public void Read(BinaryReader from)
    {
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            current[from.ReadString()] = new(
                (LabelKind)from.ReadByte(), from.ReadInt64(), (LabelSourceKind)from.ReadByte(), from.ReadInt64());
        }
    }
}
