using System.Buffers.Binary;
using System.Text;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Tests.Pipeline.Faults;

/// <summary>A payment as it was answered, byte for byte.</summary>
sealed record AnsweredPayment(byte[] Transaction, byte[] Decision, long DecidedAt, bool IsRisky)
{
    public string Id => IdOf(new Transaction(Transaction));

    public long EventOffset => BinaryPrimitives.ReadInt64LittleEndian(Decision);

    public static string IdOf(Transaction transaction) => Encoding.UTF8.GetString(transaction.TransactionId);

    public static AnsweredPayment Of(TransactionSubmission answered) => new(
        answered.Transaction.Bytes.ToArray(), answered.Decision.Bytes.ToArray(), answered.Decision.DecidedAt,
        answered.Decision.Kind != DecisionKind.Approve);

    /// <summary>Reads what <see cref="Line"/> made.</summary>
    public static AnsweredPayment Parse(string line)
    {
        var parts = line.Split(' ');
        return new(
            Convert.FromHexString(parts[0]), Convert.FromHexString(parts[1]), long.Parse(parts[2]), parts[3] == "True");
    }

    public string Line() => $"{Convert.ToHexString(Transaction)} {Convert.ToHexString(Decision)} {DecidedAt} {IsRisky}";

    public void AssertIs(DecidedTransaction? found)
    {
        Assert.NotNull(found);
        Assert.True(found.Transaction.Bytes.SequenceEqual(Transaction), "the transaction differs");
        AssertIsDecision(found.Decision);
    }

    public void AssertIsDecision(Decision found)
    {
        Assert.True(found.Bytes.SequenceEqual(Decision), "the decision differs");
        Assert.Equal(DecidedAt, found.DecidedAt);
    }
}
