using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Configuration;
using Tollgate.Server.Http;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Decisions;

/// <summary>From a transaction's JSON to a request for the gate, and from the gate's result to a problem.</summary>
sealed class TransactionReader(Gate gate, ServerMetrics metrics, Settings settings, TimeProvider clock)
{
    static readonly Problem Busy = new(503, "busy", "Too busy", "Too many payments wait to be decided; send it again.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    static readonly Problem Unavailable = Problems.Unavailable(
        TimeSpan.FromSeconds(5), "The log cannot be written, so nothing can be decided; /health/ready says why.");

    [ThreadStatic] static TransactionParser? parser;

    /// <summary>Fills the request from one JSON object; null when it may be submitted.</summary>
    public Problem? Fill(TransactionSubmission request, ReadOnlySpan<byte> json)
    {
        var mine = parser ??= new TransactionParser();
        if (mine.TryParse(json, gate.Generation.Rates, clock.GetUtcNow().ToUnixTimeMilliseconds()))
        {
            request.Set(mine.Bytes.Span);
            return null;
        }
        return Refuse(mine.Malformed is { } sentence
            ? Problems.Malformed($"The transaction {sentence}.")
            : Problems.Invalid(mine.Errors.ToDictionary().ToDictionary(
                error => error.Key, error => error.Value.Select(message => message + ".").ToArray())));
    }

    /// <summary>The problem behind an result that is not a decision.</summary>
    public Problem Refuse(SubmitResult result, TransactionSubmission request) => Refuse(result switch
    {
        SubmitResult.Conflict => Problems.Conflict(
            "transaction_conflict", "This transaction_id belongs to a transaction with other fields; send a new one."),
        SubmitResult.TooOld => TooOld(),
        SubmitResult.NoRate => Problems.Invalid("currency", NoRate(request.Transaction)),
        SubmitResult.Busy => Busy,
        _ => Unavailable,
    });

    public Problem Refuse(Problem problem)
    {
        metrics.DecisionRefused(problem.Code);
        return problem;
    }

    Problem TooOld()
    {
        var hours = settings.Decisions.IdempotencyWindow.TotalHours;
        var message = $"lies more than {hours:0.##} h behind the newest payment; "
            + "bring history in with: tollgate import FILE --map MAP.yaml.";
        return Problems.Invalid("event_time", message) with { Code = "too_old", Title = "Too old to be decided" };
    }

    string NoRate(Transaction transaction)
    {
        var code = System.Text.Encoding.ASCII.GetString(transaction.Currency);
        return $"has no rate to {settings.Rates.Base}: set Tollgate:Rates:Table:{code}.";
    }
}
