using System.Buffers.Binary;
using Tollgate.Engine.EventLog;

namespace Tollgate.Engine.Idempotency;

/// <summary>
/// The ids of a sealed segment: newest event time i64, bits of the directory i64, the directory (first entry of each
/// bucket of leading bits, u32, and one more for the end), then the entries sorted by hash (16 bytes) with their offset
/// (8 bytes). A look-up reads one bucket of about sixteen entries.
/// </summary>
sealed class TransactionIndexFile
{
    const int HeaderLength = 16, EntryLength = 24;

    readonly byte[] directory;
    readonly int bits;
    readonly string path;
    readonly Microsoft.Win32.SafeHandles.SafeFileHandle file;

    public TransactionIndexFile(string path)
    {
        this.path = path;
        file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[HeaderLength];
        if (RandomAccess.Read(file, header, 0) != HeaderLength)
            throw Damaged();
        Newest = BinaryPrimitives.ReadInt64LittleEndian(header);
        bits = (int)BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
        directory = bits is >= 0 and <= 28 ? new byte[((1 << bits) + 1) * 4] : throw Damaged();
        if (RandomAccess.Read(file, directory, HeaderLength) != directory.Length)
            throw Damaged();
    }

    public long Newest { get; }

    public static string PathOf(string folder, long segment) => Path.Combine(folder, $"{segment:D20}.ids");

    public static void Write(string path, (UInt128 Id, long Offset)[] sorted, long newest)
    {
        var bits = 0;
        while (bits < 28 && sorted.Length >> (bits + 4) > 0)
            bits++;
        var directoryLength = ((1 << bits) + 1) * 4;
        var bytes = new byte[HeaderLength + directoryLength + ((long)sorted.Length * EntryLength)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, newest);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), bits);
        var entry = 0;
        for (var bucket = 0; bucket <= 1 << bits; bucket++)
        {
            while (entry < sorted.Length && bucket > Bucket(sorted[entry].Id, bits))
                entry++;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(HeaderLength + (4 * bucket)), (uint)entry);
        }
        var at = HeaderLength + directoryLength;
        foreach (var (id, offset) in sorted)
        {
            BinaryPrimitives.WriteUInt128LittleEndian(bytes.AsSpan(at), id);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at + 16), offset);
            at += EntryLength;
        }
        // Written aside and renamed, so that a file under its name is whole.
        File.WriteAllBytes(path + ".new", bytes);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>The offset of the id, or -1.</summary>
    public long Find(UInt128 id)
    {
        var bucket = Bucket(id, bits);
        var from = BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(4 * bucket));
        var to = BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(4 * (bucket + 1)));
        Span<byte> entries = stackalloc byte[32 * EntryLength];
        while (from < to)
        {
            var part = entries[..(int)(Math.Min(to - from, 32) * EntryLength)];
            var start = HeaderLength + directory.Length + (from * (long)EntryLength);
            if (RandomAccess.Read(file, part, start) != part.Length)
                throw Damaged();
            for (var at = 0; at < part.Length; at += EntryLength)
            {
                if (BinaryPrimitives.ReadUInt128LittleEndian(part[at..]) == id)
                    return BinaryPrimitives.ReadInt64LittleEndian(part[(at + 16)..]);
            }
            from += 32;
        }
        return -1;
    }

    static int Bucket(UInt128 id, int bits) => bits == 0 ? 0 : (int)(id >> (128 - bits));

    LogException Damaged() => new($"{path} is damaged: delete it, it is made again from the log.");
}
