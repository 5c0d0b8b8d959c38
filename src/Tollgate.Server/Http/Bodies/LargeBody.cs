using System.Buffers;
using System.Collections.Concurrent;

namespace Tollgate.Server.Http.Bodies;

/// <summary>
/// The bytes of a large body as received, in pieces: no more memory than was sent, and nothing is moved as it grows.
/// </summary>
sealed class LargeBody : IDisposable
{
    /// <summary>Below the size from which arrays stand in a heap of their own, which is seldom collected.</summary>
    const int PieceSize = 64 << 10;

    const int MostFree = (32 << 20) / PieceSize;

    /// <summary>Pieces to use again: the shared pool keeps few, and what it drops is collected late.</summary>
    static readonly ConcurrentQueue<byte[]> Free = [];

    Piece? first, last;
    int filled;

    /// <summary>Valid until it is disposed.</summary>
    public ReadOnlySequence<byte> Bytes =>
        last is null ? ReadOnlySequence<byte>.Empty : new(first!, 0, last, filled);

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
        {
            if (Free.Count < MostFree)
                Free.Enqueue(piece.Bytes);
        }
        first = last = null;
    }

    void Append(ReadOnlySequence<byte> chunk)
    {
        while (!chunk.IsEmpty)
        {
            if (last is null || filled == PieceSize)
                AddPiece();
            var count = (int)Math.Min(chunk.Length, PieceSize - filled);
            chunk.Slice(0, count).CopyTo(last!.Bytes.AsSpan(filled));
            filled += count;
            chunk = chunk.Slice(count);
        }
    }

    void AddPiece()
    {
        var bytes = Free.TryDequeue(out var used) ? used : GC.AllocateUninitializedArray<byte>(PieceSize);
        var added = new Piece(bytes, last);
        first ??= added;
        (last, filled) = (added, 0);
    }

    sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte[] bytes, Piece? before)
        {
            (Bytes, Memory) = (bytes, bytes);
            if (before is null)
                return;
            RunningIndex = before.RunningIndex + PieceSize;
            before.Next = this;
        }

        public byte[] Bytes { get; }

        public Piece? Following => (Piece?)Next;
    }
}
