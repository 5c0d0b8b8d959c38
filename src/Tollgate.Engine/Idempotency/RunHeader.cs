using System.Buffers.Binary;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Idempotency;

/// <summary>
/// What stands before a run of ids:
/// <code>
///  0 "TGIDRUN1"                          64 lines of the filter i64
///  8 format u32                          72 CRC-32C of the filter u32
/// 12 CRC-32C u32 of all that follows it  76 CRC-32C of the directory u32
/// 16 id of the hash key u64              80 CRC-32C of the entries u32
/// 24 from, to i64 x 2                    84 zeros up to 128
/// 40 count i64                          128 the filter, 64 bytes a line
/// 48 oldest, newest i64 x 2                 the directory: first entry of each line, and the end, i64
///                                           the entries, ascending: hash u128, offset i64
/// </code>
/// </summary>
/// <param name="From">Offset of the first decision that the run covers.</param>
/// <param name="To">Offset after the last one.</param>
/// <param name="Oldest">Until when the first of its ids to go is kept, Unix ms.</param>
/// <param name="Newest">Until when the last of its ids to go is kept, Unix ms.</param>
sealed record RunHeader(
    ulong KeyId, long From, long To, long Count, long Oldest, long Newest, long Lines,
    uint FilterChecksum, uint DirectoryChecksum, uint EntriesChecksum)
{
    public const int Length = 128, EntryLength = 24;

    const int ChecksumAt = 12, ChecksummedFrom = 16;
    const uint Format = 1;

    static ReadOnlySpan<byte> Magic => "TGIDRUN1"u8;

    public long FilterLength => Lines * BloomFilter.LineLength;
    public long DirectoryAt => Length + FilterLength;
    public long DirectoryLength => (Lines + 1) * sizeof(long);
    public long EntriesAt => DirectoryAt + DirectoryLength;
    public long EntriesLength => Count * EntryLength;
    public long FileLength => EntriesAt + EntriesLength;

    /// <exception cref="InvalidDataException">It is not one, or not as it was written.</exception>
    public static RunHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Length || !bytes.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != Format)
        {
            throw new InvalidDataException("it has another format");
        }
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]) != Crc32C.Of(bytes[ChecksummedFrom..Length]))
            throw new InvalidDataException("its header is damaged");
        return new(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]),
            Number(bytes, 24), Number(bytes, 32), Number(bytes, 40), Number(bytes, 48), Number(bytes, 56),
            Number(bytes, 64), BinaryPrimitives.ReadUInt32LittleEndian(bytes[72..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[76..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[80..]));
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Format);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), KeyId);
        var at = 24;
        foreach (var number in (ReadOnlySpan<long>)[From, To, Count, Oldest, Newest, Lines])
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), number);
            at += sizeof(long);
        }
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(72), FilterChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(76), DirectoryChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(80), EntriesChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ChecksumAt), Crc32C.Of(bytes.AsSpan(ChecksummedFrom)));
        return bytes;
    }

    static long Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
