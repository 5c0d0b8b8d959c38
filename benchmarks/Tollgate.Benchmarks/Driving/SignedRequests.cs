using System.Globalization;
using Tollgate.Server.Access.Signing;

namespace Tollgate.Benchmarks.Driving;

/// <summary>
/// Every payment of the traffic as a signed request of its own: the headers stand in memory as the text that a server
/// reads, and are verified as it does. A decision may be asked for again, so clients send no nonce with it.
/// </summary>
sealed class SignedRequests
{
    const string Method = "POST", Target = "/api/decisions";
    const int TimestampLength = 10, SignatureLength = 64, Length = TimestampLength + SignatureLength;

    readonly Traffic traffic;
    readonly byte[] secret = new byte[32];
    readonly char[] headers;

    public SignedRequests(Traffic traffic)
    {
        this.traffic = traffic;
        new Random(7).NextBytes(secret);
        headers = new char[traffic.Count * Length];
        for (var i = 0; i < traffic.Count; i++)
            Sign(i);
    }

    /// <summary>Whether the server would take this body for its sender's.</summary>
    public bool Verify(int i)
    {
        var header = headers.AsSpan(i * Length, Length);
        return RequestSignature.Verify(
            secret, Method, Target, header[..TimestampLength], "", traffic[i], header[TimestampLength..]);
    }

    void Sign(int i)
    {
        var timestamp = (traffic.ArrivalTime(i) / 1_000).ToString(CultureInfo.InvariantCulture);
        timestamp.CopyTo(headers.AsSpan(i * Length));
        RequestSignature.Sign(secret, Method, Target, timestamp, "", traffic[i])
            .CopyTo(headers.AsSpan((i * Length) + TimestampLength));
    }
}
