using System.Buffers.Binary;

namespace Tollgate.Engine.Transactions;

/// <summary>The attributes of a transaction being built, sorted by key so that equal ones have equal bytes.</summary>
sealed class AttributeList
{
    readonly record struct Entry(
        int KeyStart, int KeyLength, AttributeKind Kind, int TextStart, int TextLength, long Number);

    readonly Entry[] entries = new Entry[TransactionBuilder.MaxAttributes];
    byte[] bytes = new byte[256];
    int used;

    public int Count { get; private set; }

    public int EncodedLength { get; private set; }

    public bool Full => Count == entries.Length;

    public void Clear() => (Count, used, EncodedLength) = (0, 0, 0);

    /// <summary>False when the key is there already.</summary>
    public bool Add(ReadOnlySpan<byte> key, AttributeKind kind, ReadOnlySpan<byte> text, long number)
    {
        var at = 0;
        for (; at < Count; at++)
        {
            var order = key.SequenceCompareTo(bytes.AsSpan(entries[at].KeyStart, entries[at].KeyLength));
            if (order == 0)
                return false;
            if (order < 0)
                break;
        }
        Array.Copy(entries, at, entries, at + 1, Count - at);
        var keyStart = Store(key);
        entries[at] = new(keyStart, key.Length, kind, Store(text), text.Length, number);
        Count++;
        EncodedLength += 2 + key.Length + 1 + kind switch
        {
            AttributeKind.Text => 2 + text.Length,
            AttributeKind.Whole or AttributeKind.Real => 8,
            _ => 0,
        };
        return true;
    }

    public int Encode(Span<byte> into)
    {
        var at = 0;
        for (var i = 0; i < Count; i++)
        {
            ref readonly var e = ref entries[i];
            at += Put(bytes.AsSpan(e.KeyStart, e.KeyLength), into[at..]);
            into[at++] = (byte)e.Kind;
            if (e.Kind == AttributeKind.Text)
            {
                at += Put(bytes.AsSpan(e.TextStart, e.TextLength), into[at..]);
            }
            else if (e.Kind is AttributeKind.Whole or AttributeKind.Real)
            {
                BinaryPrimitives.WriteInt64LittleEndian(into[at..], e.Number);
                at += 8;
            }
        }
        return at;
    }

    static int Put(ReadOnlySpan<byte> text, Span<byte> into)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(into, (ushort)text.Length);
        text.CopyTo(into[2..]);
        return 2 + text.Length;
    }

    int Store(ReadOnlySpan<byte> text)
    {
        if (used + text.Length > bytes.Length)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, used + text.Length));
        text.CopyTo(bytes.AsSpan(used));
        used += text.Length;
        return used - text.Length;
    }
}
