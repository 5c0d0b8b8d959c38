using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Tollgate.Engine.Idempotency;

/// <summary>
/// A keyed 128-bit hash of a transaction id: two chains of 64 x 64 → 128 bit multiplications whose halves are folded.
/// The key is random for each data folder, so that nobody can prepare ids that collide; a hit is still compared with
/// the id itself.
/// </summary>
sealed class TransactionIdHash
{
    public const int KeyLength = 32;

    readonly ulong seedA, seedB, factorA, factorB;

    public TransactionIdHash(ReadOnlySpan<byte> key)
    {
        seedA = BinaryPrimitives.ReadUInt64LittleEndian(key);
        seedB = BinaryPrimitives.ReadUInt64LittleEndian(key[8..]);
        factorA = BinaryPrimitives.ReadUInt64LittleEndian(key[16..]) | 1;
        factorB = BinaryPrimitives.ReadUInt64LittleEndian(key[24..]) | 1;
        KeyId = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(key));
    }

    /// <summary>Names the key in files that depend on it, without giving it away.</summary>
    public ulong KeyId { get; }

    /// <summary>
    /// The hash of a data folder. Its key is made when the folder has none or no whole one; what was made with another
    /// key is known by its id.
    /// </summary>
    public static TransactionIdHash Load(string folder)
    {
        var path = Path.Combine(folder, "ids.key");
        File.Delete(path + ".new");
        var known = File.Exists(path) ? File.ReadAllBytes(path) : [];
        if (known.Length == KeyLength && known.ContainsAnyExcept((byte)0))
            return new(known);
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        using (var file = File.OpenHandle(path + ".new", FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, key, 0);
            RandomAccess.FlushToDisk(file);
        }
        File.Move(path + ".new", path, overwrite: true);
        return new(key);
    }

    public UInt128 Of(ReadOnlySpan<byte> id)
    {
        var (a, b) = (seedA ^ (ulong)id.Length, seedB);
        while (id.Length >= 8)
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(id);
            a = SplitMix64(a ^ word, factorA);
            b = SplitMix64(b ^ word, factorB);
            id = id[8..];
        }
        ulong tail = 0;
        for (var i = 0; i < id.Length; i++)
            tail |= (ulong)id[i] << (8 * i);
        a = SplitMix64(SplitMix64(a ^ tail, factorA), seedB ^ factorB);
        b = SplitMix64(SplitMix64(b ^ tail, factorB), seedA ^ factorA);
        return new(a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong SplitMix64(ulong x, ulong factor)
    {
        var high = Math.BigMul(x ^ 0x9E3779B97F4A7C15, factor, out var low);
        return high ^ low ^ x;
    }
}
