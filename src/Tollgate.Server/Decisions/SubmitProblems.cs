using System.Text;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Configuration;
using Tollgate.Server.Http;

namespace Tollgate.Server.Decisions;

/// <summary>What the gate's result on a submission means to whoever sent it.</summary>
sealed class SubmitProblems(Settings settings)
{
    public static readonly Problem Unknown =
        Problems.NotFound("The gate has not decided a transaction with this id.");

    static readonly Problem Busy = Problems.Busy("Too many requests wait for the gate; send it again.");

    static readonly Problem Unavailable = Problems.Unavailable(
        TimeSpan.FromSeconds(5), "The log cannot be written, so nothing can be taken.");

    static readonly Problem Conflict = Problems.Conflict(
        "transaction_conflict", "This transaction_id belongs to a transaction with other fields; send a new one.");

    /// <summary>Whether what was sent is in the log, now or since an earlier time.</summary>
    public static bool IsTaken(SubmitResult result) =>
        result is SubmitResult.Done or SubmitResult.Replayed or SubmitResult.Unchanged;

    /// <summary>Whether the same submission may succeed at another time.</summary>
    public static bool IsAway(SubmitResult result) => result is SubmitResult.Busy or SubmitResult.Unavailable;

    /// <summary>Null when it was taken.</summary>
    public Problem? Of(SubmitResult result, TransactionSubmission submission) => result switch
    {
        SubmitResult.TooOld => TooOld(),
        SubmitResult.NoRate => Problems.Invalid("currency", NoRate(submission.Transaction)),
        _ => Of(result),
    };

    /// <summary>The same for what is no transaction.</summary>
    public static Problem? Of(SubmitResult result) => result switch
    {
        _ when IsTaken(result) => null,
        SubmitResult.Conflict => Conflict,
        SubmitResult.Unknown => Unknown,
        SubmitResult.Busy => Busy,
        _ => Unavailable,
    };

    Problem TooOld()
    {
        var hours = settings.Decisions.IdempotencyWindow.TotalHours;
        var message = $"lies more than {hours:0.##} h behind the newest payment; "
            + "bring history in with: tollgate import FILE --map MAP.yaml.";
        return Problems.Invalid("event_time", message) with { Code = "too_old", Title = "Too old to be decided" };
    }

    string NoRate(Transaction transaction)
    {
        var code = Encoding.ASCII.GetString(transaction.Currency);
        return $"has no rate to {settings.Rates.Base}: set Tollgate:Rates:Table:{code}.";
    }
}
