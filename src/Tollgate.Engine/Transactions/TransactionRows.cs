namespace Tollgate.Engine.Transactions;

/// <summary>Transactions that lie in one buffer, in the order of the log.</summary>
/// <param name="bytes">The buffer.</param>
/// <param name="places">Where each transaction lies in it.</param>
readonly ref struct TransactionRows(ReadOnlySpan<byte> bytes, ReadOnlySpan<(int Start, int Length)> places)
{
    readonly ReadOnlySpan<byte> bytes = bytes;
    readonly ReadOnlySpan<(int Start, int Length)> places = places;

    public int Count => places.Length;

    public Transaction this[int row] => new(bytes.Slice(places[row].Start, places[row].Length));

    public TransactionRows Slice(int from, int count) => new(bytes, places.Slice(from, count));
}
