using System.Buffers;
using Tollgate.Engine.Transactions;

namespace Tollgate.Server.Decisions;

/// <summary>Takes the lines of a body that is in several pieces, each in one.</summary>
sealed class BatchLines(ReadOnlySequence<byte> body) : IDisposable
{
    readonly byte[] joined = ArrayPool<byte>.Shared.Rent(TransactionParser.MaxBytes);
    ReadOnlySequence<byte> rest = body;

    /// <summary>Of the line taken last, counted from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The line taken last, without its end; of one that is too large only the beginning.</summary>
    public ReadOnlySpan<byte> Line => line.Span;

    public bool IsTooLarge { get; private set; }

    ReadOnlyMemory<byte> line;

    /// <summary>False when there is none any more.</summary>
    public bool TakeNext()
    {
        if (rest.IsEmpty)
            return false;
        var end = rest.PositionOf((byte)'\n');
        var next = end is { } at ? rest.Slice(0, at) : rest;
        rest = end is { } behind ? rest.Slice(rest.GetPosition(1, behind)) : ReadOnlySequence<byte>.Empty;
        Number++;
        IsTooLarge = next.Length > TransactionParser.MaxBytes;
        line = InOnePiece(IsTooLarge ? next.Slice(0, TransactionParser.MaxBytes) : next);
        return true;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(joined);

    ReadOnlyMemory<byte> InOnePiece(ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
            return bytes.First;
        bytes.CopyTo(joined);
        return joined.AsMemory(0, (int)bytes.Length);
    }
}
