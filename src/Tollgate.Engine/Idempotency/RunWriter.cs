using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Idempotency;

/// <summary>Writes a run front to back at three places at once, holding no more of it than three buffers.</summary>
sealed class RunWriter : IDisposable
{
    /// <summary>Bytes between two flushes, so that a big run does not hold up the log's writes at its end.</summary>
    const long FlushEvery = 32L << 20;

    readonly SafeFileHandle file;
    readonly RunHeader header;
    readonly Section filter, directory, entries;
    readonly ulong[] line = new ulong[BloomFilter.WordsALine];
    long currentLine, count, flushedAt;

    RunWriter(string path, RunHeader header)
    {
        this.header = header;
        file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
        (filter, directory) = (new(file, RunHeader.Length), new(file, header.DirectoryAt));
        entries = new(file, header.EntriesAt);
        directory.Add(0L);
    }

    /// <summary>Writes what the parts hold to a file beside the final one, and names it when the disk has it.</summary>
    /// <param name="parts">Ranges that follow one another.</param>
    /// <param name="first">Decisions before this offset are no longer kept.</param>
    /// <exception cref="OperationCanceledException">The index is being closed.</exception>
    public static string Write(
        string folder, ulong keyId, IReadOnlyList<IIndexPart> parts, long first, CancellationToken cancellation)
    {
        var header = new RunHeader(
            keyId, parts[0].From, parts[^1].To, 0, parts.Min(part => part.Oldest), parts.Max(part => part.Newest),
            BloomFilter.LinesFor(parts.Sum(part => part.Count)), 0, 0, 0);
        var path = TransactionIndexRun.PathOf(folder, header.From, header.To);
        try
        {
            using (var writer = new RunWriter(path + ".new", header))
            {
                foreach (var (id, offset) in Merge.Sorted(parts))
                {
                    if (offset >= first)
                        writer.Add(id, offset, cancellation);
                }
                writer.Finish();
            }
            File.Move(path + ".new", path, overwrite: true);
        }
        catch
        {
            File.Delete(path + ".new");
            throw;
        }
        return path;
    }

    public void Dispose() => file.Dispose();

    void Add(UInt128 id, long offset, CancellationToken cancellation)
    {
        for (var of = BloomFilter.LineOf(id, header.Lines); currentLine < of;)
            FinishLine();
        BloomFilter.Set(line, id);
        entries.Add(id);
        entries.Add(offset);
        if (++count % 4_096 != 0)
            return;
        cancellation.ThrowIfCancellationRequested();
        if (entries.Written - flushedAt < FlushEvery)
            return;
        RandomAccess.FlushToDisk(file);
        flushedAt = entries.Written;
    }

    void FinishLine()
    {
        filter.Add(MemoryMarshal.AsBytes(line.AsSpan()));
        directory.Add(count);
        line.AsSpan().Clear();
        currentLine++;
    }

    void Finish()
    {
        while (currentLine < header.Lines)
            FinishLine();
        var whole = header with
        {
            Count = count,
            FilterChecksum = filter.Finish(),
            DirectoryChecksum = directory.Finish(),
            EntriesChecksum = entries.Finish(),
        };
        RandomAccess.Write(file, whole.ToBytes(), 0);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>One of the places that are written to.</summary>
    sealed class Section(SafeFileHandle file, long at)
    {
        readonly byte[] buffer = new byte[1 << 17];
        int buffered;
        uint checksum;

        public long Written { get; private set; }

        public void Add(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

        public void Add(long number) => BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), number);

        public void Add(UInt128 id) => BinaryPrimitives.WriteUInt128LittleEndian(Room(16), id);

        public uint Finish()
        {
            Write();
            return checksum;
        }

        Span<byte> Room(int length)
        {
            if (buffered + length > buffer.Length)
                Write();
            buffered += length;
            return buffer.AsSpan(buffered - length, length);
        }

        void Write()
        {
            var bytes = buffer.AsSpan(0, buffered);
            RandomAccess.Write(file, bytes, at + Written);
            checksum = Crc32C.Append(checksum, bytes);
            Written += buffered;
            buffered = 0;
        }
    }
}
