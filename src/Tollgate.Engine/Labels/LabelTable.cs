using System.Security.Cryptography;
using System.Text;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Idempotency;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Labels;

/// <summary>
/// The label that holds for each labelled transaction, in a table that grows step by step: no payment waits until a
/// copy of all labels is made. One writer.
/// </summary>
sealed class LabelTable
{
    // A key of its own decides where an id lies, never what is found.
    readonly TransactionIdHash hash = new(RandomNumberGenerator.GetBytes(TransactionIdHash.KeyLength));
    readonly SteppedTable<(string Id, CurrentLabel Label)> current = new();

    public IEnumerable<(string Id, CurrentLabel Label)> All => current.All.Select(entry => entry.Value);

    public CurrentLabel? Find(ReadOnlySpan<byte> transactionId) =>
        current.TryGet(hash.Of(transactionId), out var known) ? known.Label : null;

    public void Note(LogRecord record)
    {
        var label = new Label(record);
        var key = hash.Of(label.TransactionId);
        var logged = new CurrentLabel(label.Kind, label.ReportedAt, label.SourceKind, record.Offset);
        current.Set(key, current.TryGet(key, out var known)
            ? (known.Id, CurrentLabel.After(known.Label, logged))
            : (Encoding.UTF8.GetString(label.TransactionId), logged));
    }

    public void Write(BinaryWriter to)
    {
        to.Write(current.Count);
        foreach (var (id, label) in All)
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
            var id = from.ReadString();
            var label = new CurrentLabel(
                (LabelKind)from.ReadByte(), from.ReadInt64(), (LabelSourceKind)from.ReadByte(), from.ReadInt64());
            current.Set(hash.Of(Encoding.UTF8.GetBytes(id)), (id, label));
        }
    }
}
