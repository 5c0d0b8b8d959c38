using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Idempotency;

/// <summary>
/// A range's ids in a file, sorted. With its filter in memory, an id that it does not hold costs no read, but for one
/// in some 1,000; without it one read, and an id that it holds a few more. Any thread.
/// </summary>
sealed class TransactionIndexRun : IIndexPart, IDisposable
{
    public const string Extension = ".ids";

    const int EntriesARead = 64;

    /// <summary>Lines of the filter that are fetched at once: about what a core can wait for together.</summary>
    const int LookAhead = 16;

    readonly RunHeader header;
    readonly SafeFileHandle file;
    volatile LoadedFilter? filter;
    long reads;

    TransactionIndexRun(string path, RunHeader header, SafeFileHandle file) =>
        (Path, this.header, this.file) = (path, header, file);

    public string Path { get; }
    public long From => header.From;
    public long To => header.To;
    public long Count => header.Count;
    public long Oldest => header.Oldest;
    public long Newest => header.Newest;

    /// <summary>Reads of the file for look-ups so far: what a test counts.</summary>
    public long Reads => Volatile.Read(ref reads);

    public long FileLength => header.FileLength;

    public bool IsFilterLoaded => filter is not null;

    public static string PathOf(string folder, long from, long to) =>
        System.IO.Path.Combine(folder, $"{from:D20}-{to:D20}{Extension}");

    /// <summary>Opens a run after reading it once, whole.</summary>
    /// <exception cref="InvalidDataException">It is not as it was written, or of another key.</exception>
    public static TransactionIndexRun Open(string path, ulong keyId)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            var bytes = new byte[RunHeader.Length];
            var header = RunHeader.Read(bytes.AsSpan(0, RandomAccess.Read(file, bytes, 0)));
            if (header.KeyId != keyId)
                throw new InvalidDataException("it was made with another key");
            if (PathOf(System.IO.Path.GetDirectoryName(path)!, header.From, header.To) != path)
                throw new InvalidDataException("it has the name of another");
            if (RandomAccess.GetLength(file) != header.FileLength)
                throw new InvalidDataException("it has another length than it was written with");
            var run = new TransactionIndexRun(path, header, file);
            run.Verify();
            return run;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void LoadFilter()
    {
        if (filter is not null)
            return;
        var loaded = new LoadedFilter(header.Lines);
        ReadWhole(loaded.Words, RunHeader.Length);
        ReadWhole(loaded.Directory, header.DirectoryAt);
        filter = loaded;
    }

    public void ReleaseFilter() => filter = null;

    public long Find(UInt128 id)
    {
        if (filter is { } loaded)
            return BloomFilter.MayHold(loaded.LineOf(id), id) ? Search(id, loaded) : -1;
        Span<ulong> line = stackalloc ulong[BloomFilter.WordsALine];
        var at = BloomFilter.LineOf(id, header.Lines);
        ReadCounted(MemoryMarshal.AsBytes(line), RunHeader.Length + (at * BloomFilter.LineLength));
        return BloomFilter.MayHold(line, id) ? Search(id, null) : -1;
    }

    public void Find(ReadOnlySpan<UInt128> ids, Span<long> offsets)
    {
        var loaded = filter;
        for (var i = 0; i < Math.Min(LookAhead, ids.Length); i++)
            loaded?.Prefetch(ids[i]);
        for (var i = 0; i < ids.Length; i++)
        {
            if (i + LookAhead < ids.Length)
                loaded?.Prefetch(ids[i + LookAhead]);
            if (offsets[i] >= 0)
                continue;
            if (loaded is null)
                offsets[i] = Find(ids[i]);
            else if (BloomFilter.MayHold(loaded.LineOf(ids[i]), ids[i]))
                offsets[i] = Search(ids[i], loaded);
        }
    }

    public IEnumerable<(UInt128 Id, long Offset)> ReadSorted()
    {
        var buffer = new byte[RunHeader.EntryLength << 12];
        var checksum = 0u;
        for (long at = 0; at < header.EntriesLength; at += buffer.Length)
        {
            var length = (int)Math.Min(buffer.Length, header.EntriesLength - at);
            ReadWhole(buffer.AsSpan(0, length), header.EntriesAt + at);
            checksum = Crc32C.Append(checksum, buffer.AsSpan(0, length));
            for (var i = 0; i < length; i += RunHeader.EntryLength)
                yield return EntryAt(buffer.AsSpan(i));
        }
        if (checksum != header.EntriesChecksum)
            throw Damaged();
    }

    /// <summary>A look-up that is about to read it fails, and is made again by what is in its place.</summary>
    public void Dispose() => file.Dispose();

    long Search(UInt128 id, LoadedFilter? loaded)
    {
        var line = BloomFilter.LineOf(id, header.Lines);
        Span<long> bounds = stackalloc long[2];
        if (loaded is not null)
            loaded.Directory.AsSpan((int)line, 2).CopyTo(bounds);
        else
            ReadCounted(MemoryMarshal.AsBytes(bounds), header.DirectoryAt + (line * sizeof(long)));
        Span<byte> entries = stackalloc byte[EntriesARead * RunHeader.EntryLength];
        for (var next = bounds[0]; next < bounds[1]; next += EntriesARead)
        {
            var part = entries[..(int)(Math.Min(bounds[1] - next, EntriesARead) * RunHeader.EntryLength)];
            ReadCounted(part, header.EntriesAt + (next * RunHeader.EntryLength));
            for (; part.Length > 0; part = part[RunHeader.EntryLength..])
            {
                var (found, offset) = EntryAt(part);
                if (found == id)
                    return offset;
            }
        }
        return -1;
    }

    static (UInt128 Id, long Offset) EntryAt(ReadOnlySpan<byte> entry) =>
        (BinaryPrimitives.ReadUInt128LittleEndian(entry), BinaryPrimitives.ReadInt64LittleEndian(entry[16..]));

    void Verify()
    {
        VerifySection(RunHeader.Length, header.FilterLength, header.FilterChecksum, "filter");
        VerifySection(header.DirectoryAt, header.DirectoryLength, header.DirectoryChecksum, "directory");
        VerifySection(header.EntriesAt, header.EntriesLength, header.EntriesChecksum, "list of entries");
    }

    void VerifySection(long at, long length, uint expected, string name)
    {
        var buffer = new byte[1 << 16];
        var checksum = 0u;
        while (length > 0)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, length));
            ReadWhole(part, at);
            checksum = Crc32C.Append(checksum, part);
            (at, length) = (at + part.Length, length - part.Length);
        }
        if (checksum != expected)
            throw new InvalidDataException($"its {name} is damaged");
    }

    void ReadCounted(Span<byte> bytes, long at)
    {
        Interlocked.Increment(ref reads);
        if (RandomAccess.Read(file, bytes, at) != bytes.Length)
            throw Damaged();
    }

    void ReadWhole<T>(Span<T> numbers, long at)
        where T : unmanaged
    {
        // In parts, because the bytes of a large filter are more than a span holds.
        var most = (1 << 24) / System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        while (numbers.Length > 0)
        {
            var part = MemoryMarshal.AsBytes(numbers[..Math.Min(most, numbers.Length)]);
            numbers = numbers[Math.Min(most, numbers.Length)..];
            for (int read; part.Length > 0; part = part[read..], at += read)
            {
                if ((read = RandomAccess.Read(file, part, at)) == 0)
                    throw Damaged();
            }
        }
    }

    LogException Damaged() => new($"{Path} has been damaged while it was in use: the next start makes it again.");
}
