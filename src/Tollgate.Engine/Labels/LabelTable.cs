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
        var label = new Label(record);
        var id = Encoding.UTF8.GetString(label.TransactionId);
        current[id] = CurrentLabel.After(
            Find(id), new(label.Kind, label.ReportedAt, label.SourceKind, record.Offset));
    }

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
