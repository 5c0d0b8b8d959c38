using Tollgate.Engine.Pipeline;

namespace Tollgate.Server.Import;

/// <summary>A request in flight and the row it came from, should it be refused. Reused.</summary>
sealed class ImportSlot
{
    byte[] raw = new byte[256];
    int rawLength;

    /// <summary>Null for a label.</summary>
    public TransactionRequest? Payment { get; private set; }

    public string File { get; private set; } = "";
    public long Line { get; private set; }
    public ReadOnlySpan<byte> Raw => raw.AsSpan(0, rawLength);

    /// <summary>The answer; to be awaited once.</summary>
    public ValueTask<Outcome> Task { get; private set; }

    public void Await(ValueTask<Outcome> answer) => Task = answer;

    public void Set(TransactionRequest payment, string file, long line, ReadOnlySpan<byte> row)
    {
        (Payment, File, Line, rawLength) = (payment, file, line, row.Length);
        if (raw.Length < row.Length) raw = new byte[row.Length];
        row.CopyTo(raw);
    }

    public void SetLabel() => Payment = null;
}
