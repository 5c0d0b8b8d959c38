using Tollgate.Engine.Pipeline;

namespace Tollgate.Server.Import;

/// <summary>A submission in flight, and the row it came from, should it be refused. Reused.</summary>
sealed class InFlightSubmission
{
    byte[] raw = [];
    int rawLength;

    /// <summary>Null for a label.</summary>
    public TransactionSubmission? Payment { get; private set; }

    public string File { get; private set; } = "";
    public long Line { get; private set; }
    public ReadOnlySpan<byte> Raw => raw.AsSpan(0, rawLength);

    /// <summary>The answer; to be awaited once.</summary>
    public ValueTask<SubmitResult> Task { get; private set; }

    /// <summary>Keeps a copy of the row.</summary>
    public void SetRow(string file, long line, ReadOnlySpan<byte> row)
    {
        (File, Line, rawLength) = (file, line, row.Length);
        if (raw.Length < row.Length)
            raw = new byte[row.Length];
        row.CopyTo(raw);
    }

    /// <param name="payment">Null for a label.</param>
    public void Await(TransactionSubmission? payment, ValueTask<SubmitResult> answer) =>
        (Payment, Task) = (payment, answer);
}
