using System.Buffers;

namespace Tollgate.Server.Http.Bodies;

/// <summary>
/// The bytes of a large body as received, in rented pieces: no more memory than was sent, and nothing is moved as it
/// grows.
/// </summary>
sealed class LargeBody : IDisposable
{
    /// <summary>Below the size from which arrays stand in a heap of their own, which is seldom collected.</summary>
    const int PieceSize = 64 << 10;

    Piece? first, last;
    int used;

    /// <summary>Valid until it is disposed.</summary>
    public ReadOnlySequence<byte> Bytes =>
        last is null ? ReadOnlySequence<byte>.Empty : new(first!, 0, last, used);

    /// <param name="most">Bytes allowed; no more than one buffer beyond is read.</param>
    /// <returns>Null when it was larger.</returns>
    /// <exception cref="ProblemException">What came is no body.</exception>
    public static async ValueTask<LargeBody?> Read(HttpRequest request, long most)
    {
        if (request.ContentLength > most)
            return null;
        var body = new LargeBody();
        try
        {
            var reader = request.BodyReader;
            for (var left = most; ;)
            {
                var read = await reader.ReadAsync();
                left -= read.Buffer.Length;
                if (left >= 0)
                    body.Append(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                if (left < 0)
                {
                    body.Dispose();
                    UnreadBody.Close(request.HttpContext.Response);
                    return null;
                }
                if (read.IsCompleted)
                    return body;
            }
        }
        catch (Exception e)
        {
            body.Dispose();
            if (UnreadBody.ProblemOf(e, request.HttpContext.Response) is { } problem)
                throw new ProblemException(problem);
            throw;
        }
    }

    public void Dispose()
    {
        for (var piece = first; piece is not null; piece = piece.Following)
            ArrayPool<byte>.Shared.Return(piece.Rented);
        first = last = null;
    }

    void Append(ReadOnlySequence<byte> chunk)
    {
        while (!chunk.IsEmpty)
        {
            if (last is null || used == last.Rented.Length)
                AddPiece();
            var count = (int)Math.Min(chunk.Length, last!.Rented.Length - used);
            chunk.Slice(0, count).CopyTo(last.Rented.AsSpan(used));
            used += count;
            chunk = chunk.Slice(count);
        }
    }

    void AddPiece()
    {
        var added = new Piece(ArrayPool<byte>.Shared.Rent(PieceSize), last);
        first ??= added;
        (last, used) = (added, 0);
    }

    sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte[] rented, Piece? before)
        {
            (Rented, Memory) = (rented, rented);
            if (before is null)
                return;
            RunningIndex = before.RunningIndex + before.Rented.Length;
            before.Next = this;
        }

        public byte[] Rented { get; }

        public Piece? Following => (Piece?)Next;
    }
}
