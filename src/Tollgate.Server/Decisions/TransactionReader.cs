using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Http;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Decisions;

/// <summary>From a transaction's JSON to a submission for the gate, and from the gate's result to a problem.</summary>
sealed class TransactionReader(Gate gate, ServerMetrics metrics, SubmitProblems problems, TimeProvider clock)
{
    [ThreadStatic] static TransactionParser? parser;

    /// <summary>Fills the submission from one JSON object; null when it may be submitted.</summary>
    public Problem? Fill(TransactionSubmission submission, ReadOnlySpan<byte> json)
    {
        var mine = parser ??= new TransactionParser();
        if (mine.TryParse(json, gate.Generation.Rates, clock.GetUtcNow().ToUnixTimeMilliseconds()))
        {
            submission.Set(mine.Bytes.Span);
            return null;
        }
        return Refuse(mine.Malformed is { } sentence
            ? Problems.Malformed($"The transaction {sentence}.")
            : Problems.Invalid(mine.Errors.ToDictionary().ToDictionary(
                error => error.Key, error => error.Value.Select(message => message + ".").ToArray())));
    }

    /// <summary>The problem behind a result that is not a decision.</summary>
    public Problem Refuse(SubmitResult result, TransactionSubmission submission) =>
        Refuse(problems.Of(result, submission)!);

    public Problem Refuse(Problem problem)
    {
        metrics.DecisionRefused(problem.Code);
        return problem;
    }
}
