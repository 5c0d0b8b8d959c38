using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Transactions;

namespace Tollgate.Benchmarks.Driving;

/// <summary>Makes submissions of the traffic, as the server does of the bodies that it receives. One thread.</summary>
sealed class SubmissionReader(Traffic traffic, Gate gate)
{
    readonly TransactionParser parser = new();

    /// <summary>The payment's submission, which is to be given back to the gate.</summary>
    public TransactionSubmission Read(int i)
    {
        if (!parser.TryParse(traffic[i], traffic.Rates, traffic.LastTime))
            throw new InvalidDataException(parser.Malformed ?? parser.Errors.ToString());
        var submission = gate.Rent();
        submission.Set(parser.Bytes.Span);
        submission.AppendTime = traffic.ArrivalTime(i); // so that the same traffic makes the same bytes
        return submission;
    }
}
