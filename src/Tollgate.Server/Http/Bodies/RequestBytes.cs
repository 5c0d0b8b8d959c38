using System.Buffers;

namespace Tollgate.Server.Http.Bodies;

/// <summary>The bytes of a body as received, in one piece, as a signature needs them; rented until disposed.</summary>
readonly struct RequestBytes : IDisposable
{
    const int FirstRent = 4096;

    /// <summary>Memory that a caller gets for announcing a length; for more it must have sent as much.</summary>
    const int LargestRentUnseen = 128 * 1024;

    readonly byte[]? rented;
    readonly int length;

    RequestBytes(byte[]? rented, int length) => (this.rented, this.length) = (rented, length);

    /// <summary>Whether it was larger than allowed; then there are no bytes.</summary>
    public bool TooLarge => rented is null;

    public ReadOnlyMemory<byte> Memory => rented.AsMemory(0, length);

    public ReadOnlySpan<byte> Span => rented.AsSpan(0, length);

    /// <param name="most">Bytes allowed; no more than one buffer beyond is read.</param>
    /// <exception cref="ProblemException">What came is no body.</exception>
    public static async ValueTask<RequestBytes> Read(HttpRequest request, int most)
    {
        if (request.ContentLength > most)
            return default;
        var reader = request.BodyReader;
        var first = Math.Min(request.ContentLength ?? FirstRent, LargestRentUnseen);
        var rented = ArrayPool<byte>.Shared.Rent((int)first);
        var length = 0;
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync();
                var chunk = read.Buffer;
                if (length + chunk.Length > most)
                {
                    reader.AdvanceTo(chunk.End);
                    Return(ref rented);
                    UnreadBody.Close(request.HttpContext.Response);
                    return default;
                }
                if (length + (int)chunk.Length > rented.Length)
                    Grow(ref rented, length, length + (int)chunk.Length);
                chunk.CopyTo(rented.AsSpan(length));
                length += (int)chunk.Length;
                reader.AdvanceTo(chunk.End);
                if (read.IsCompleted)
                    return new RequestBytes(rented, length);
            }
        }
        catch (Exception e)
        {
            Return(ref rented);
            if (UnreadBody.ProblemOf(e, request.HttpContext.Response) is { } problem)
                throw new ProblemException(problem);
            throw;
        }
    }

    public void Dispose()
    {
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    static void Grow(ref byte[] rented, int used, int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * rented.Length, needed));
        rented.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(rented);
        rented = larger;
    }

    static void Return(ref byte[] rented)
    {
        if (rented.Length > 0)
            ArrayPool<byte>.Shared.Return(rented);
        rented = [];
    }
}
