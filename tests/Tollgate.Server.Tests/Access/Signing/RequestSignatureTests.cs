using System.Security.Cryptography;
using CsCheck;
using Tollgate.Server.Access.Signing;

namespace Tollgate.Server.Tests.Access.Signing;

public sealed class RequestSignatureTests
{
    static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"transaction_id":"t1"}""");

    // Written out from the documented text, with other calls than the production code makes.
    static string ByTheDocument(byte[] key, string method, string target, string time, string nonce, byte[] body)
    {
        var text = string.Join('\n', "TOLLGATE-HMAC-SHA256", method, target, time, nonce,
            Convert.ToHexString(SHA256.HashData(body)).ToLowerInvariant());
        using var hmac = new HMACSHA256(key);
        return Convert.ToHexString(hmac.ComputeHash(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
    }

    [Fact]
    public void The_signature_is_the_documented_one_for_all_inputs() =>
        Gen.Select(Gen.Byte.Array[32], Gen.String[0, 3000], Gen.String[0, 64], Gen.Byte.Array[0, 2000]).Sample(
            (key, target, nonce, body) =>
            {
                var signature = ByTheDocument(key, "POST", target, "1795435200", nonce, body);
                Assert.Equal(signature, RequestSignature.Sign(key, "POST", target, "1795435200", nonce, body));
                Assert.True(RequestSignature.Verify(key, "POST", target, "1795435200", nonce, body, signature));
            });

    [Fact]
    public void A_change_of_any_part_breaks_it()
    {
        var good = RequestSignature.Sign(Key, "POST", "/api/decisions", "1795435200", "n", Body);
        byte[] otherBody = [.. Body[..^1], (byte)' '];
        byte[] otherKey = [.. Key[..^1], 0xff];
        Assert.True(RequestSignature.Verify(Key, "POST", "/api/decisions", "1795435200", "n", Body, good));
        Assert.False(RequestSignature.Verify(otherKey, "POST", "/api/decisions", "1795435200", "n", Body, good));
        Assert.False(RequestSignature.Verify(Key, "PUT", "/api/decisions", "1795435200", "n", Body, good));
        Assert.False(RequestSignature.Verify(Key, "POST", "/api/decisions?a", "1795435200", "n", Body, good));
        Assert.False(RequestSignature.Verify(Key, "POST", "/api/decisions", "1795435201", "n", Body, good));
        Assert.False(RequestSignature.Verify(Key, "POST", "/api/decisions", "1795435200", "m", Body, good));
        Assert.False(RequestSignature.Verify(Key, "POST", "/api/decisions", "1795435200", "n", otherBody, good));
    }

    [Fact]
    public void Every_single_hex_digit_counts_and_only_lowercase_hex_is_taken()
    {
        var good = RequestSignature.Sign(Key, "GET", "/", "1", "", []);
        for (var i = 0; i < good.Length; i++)
        {
            var wrong = good[..i] + (good[i] == '0' ? '1' : '0') + good[(i + 1)..];
            Assert.False(RequestSignature.Verify(Key, "GET", "/", "1", "", [], wrong));
        }
        foreach (var wrong in new[] { "", good[1..], good + "0", good.ToUpperInvariant(), new string('z', 64) })
            Assert.False(RequestSignature.Verify(Key, "GET", "/", "1", "", [], wrong));
    }

    [Fact]
    public void Verifying_with_one_key_allocates_nothing()
    {
        var good = RequestSignature.Sign(Key, "POST", "/api/decisions", "1795435200", "", Body);
        for (var i = 0; i < 10; i++)
            RequestSignature.Verify(Key, "POST", "/api/decisions", "1795435200", "", Body, good);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            RequestSignature.Verify(Key, "POST", "/api/decisions", "1795435200", "", Body, good);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
