using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tollgate.Engine.Scoring;

/// <summary>
/// A piece of a model file: an 8-byte name, a version and a length (int32, little endian), the content, and the SHA-256
/// of all that. What has been damaged is refused before any of it is believed.
/// </summary>
static class ChecksummedBlock
{
    const int HeaderLength = 16;
    const int MaxLength = 1 << 28;

    public static void Write(Stream stream, ReadOnlySpan<byte> name, int version, Action<BinaryWriter> content)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        writer.Write(name);
        writer.Write(version);
        writer.Write(0);
        content(writer);
        writer.Flush();
        var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], bytes.Length - HeaderLength);
        stream.Write(bytes);
        stream.Write(SHA256.HashData(bytes));
    }

    /// <exception cref="InvalidDataException">Another kind of file, another version, cut off, or changed.</exception>
    public static T Read<T>(Stream stream, ReadOnlySpan<byte> name, int version, Func<BinaryReader, T> content)
    {
        var block = ReadVerified(stream, name, version);
        using var reader = new BinaryReader(new MemoryStream(block, HeaderLength, block.Length - HeaderLength));
        try
        {
            var result = content(reader);
            Check(reader.BaseStream.Position == reader.BaseStream.Length,
                "There is more in the file than it should hold.");
            return result;
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("The model file does not hold what its header announces.", e);
        }
    }

    public static void Check(bool holds, string sentence)
    {
        if (!holds)
            throw new InvalidDataException(sentence);
    }

    static byte[] ReadVerified(Stream stream, ReadOnlySpan<byte> name, int version)
    {
        var header = ReadBytes(stream, HeaderLength);
        Check(header.AsSpan(0, 8).SequenceEqual(name), "This is not a Tollgate model file of the expected kind.");
        var found = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8));
        Check(found == version, $"The model file has version {found}; this program reads version {version}.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12));
        Check(length is >= 0 and <= MaxLength, "The model file states an impossible length.");
        byte[] block = [.. header, .. ReadBytes(stream, length)];
        Check(ReadBytes(stream, 32).AsSpan().SequenceEqual(SHA256.HashData(block)),
            "The model file is damaged: its checksum does not match.");
        return block;
    }

    // Grows with what is really there, so that a damaged length cannot claim memory.
    static byte[] ReadBytes(Stream stream, int count)
    {
        using var bytes = new MemoryStream(Math.Min(count, 1 << 20));
        Span<byte> part = stackalloc byte[8192];
        while (bytes.Length < count)
        {
            var read = stream.Read(part[..(int)Math.Min(part.Length, count - bytes.Length)]);
            Check(read > 0, "The model file is cut off.");
            bytes.Write(part[..read]);
        }
        return bytes.ToArray();
    }
}
