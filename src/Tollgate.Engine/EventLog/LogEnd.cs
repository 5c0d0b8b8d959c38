using System.Buffers.Binary;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.EventLog;

/// <summary>
/// Where a log ends, as its writer publishes it in a file: format u32, committed end i64, flushed end i64, boot id 16
/// bytes, CRC-32C u32 of all before it. So small that it is written at once.
/// </summary>
/// <param name="Committed">Offset after the last committed record.</param>
/// <param name="Flushed">Offset before which the disk has every byte.</param>
/// <param name="Boot">The run of the machine in which it was published.</param>
readonly record struct LogEnd(long Committed, long Flushed, Guid Boot)
{
    public const int Length = 40;

    /// <summary>"TGE1" in the file.</summary>
    const uint Format = 0x31454754;

    /// <summary>How many bytes of the log must be there, as seen from a run of the machine.</summary>
    public long Written(Guid boot) =>
        boot != Guid.Empty && boot == Boot ? Math.Max(Committed, Flushed) : Flushed;

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Format);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[4..], Committed);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[12..], Flushed);
        Boot.TryWriteBytes(bytes[20..]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[36..], Crc32C.Of(bytes[..36]));
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out LogEnd end)
    {
        end = default;
        if (bytes.Length != Length
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Format
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[36..]) != Crc32C.Of(bytes[..36]))
        {
            return false;
        }
        end = new(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[4..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]),
            new(bytes[20..36]));
        return true;
    }
}

/// <summary>
/// Names the run of the machine. What a process has written survives its own crash, so under the same boot id all
/// of it is still there; after a restart of the machine only what was flushed is certain.
/// </summary>
static class BootId
{
    const string File = "/proc/sys/kernel/random/boot_id";

    /// <summary>That of this machine; empty where the system has none, which says nothing about any other.</summary>
    public static Guid Current { get; } = Read();

    static Guid Read()
    {
        try
        {
            return Guid.TryParse(System.IO.File.ReadAllText(File), out var id) ? id : Guid.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Guid.Empty;
        }
    }
}
