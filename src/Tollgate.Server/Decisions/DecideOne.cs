using System.Buffers;
using System.IO.Pipelines;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Access;
using Tollgate.Server.Access.Signing;
using Tollgate.Server.Http;
using Tollgate.Server.Http.Bodies;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Decisions;

/// <summary>
/// <c>POST /api/decisions</c>: one transaction → its decision. The hot path: no binding, no result object; the body's
/// bytes are authenticated, parsed and submitted as they are, and the answer is written from the decision's bytes.
/// </summary>
sealed class DecideOne(
    Gate gate, TransactionReader reader, RequestAuthenticator signed, ServerMetrics metrics, TimeProvider clock)
{
    static readonly Problem TooLarge = Problems.TooLarge("A transaction may have 64 KiB.");

    public async Task Answer(HttpContext http)
    {
        var started = clock.GetTimestamp();
        if (MediaTypes.RefuseUnlessJson(http.Request) is { } unread)
        {
            await Refuse(http, unread);
            return;
        }
        if (!ExplainQuery.TryRead(http, out var full))
        {
            await Refuse(http, ExplainQuery.Wrong);
            return;
        }
        var submission = gate.Rent();
        try
        {
            if (await Take(http, submission) is { } problem)
            {
                await problem.ExecuteAsync(http);
                return;
            }
            var result = await gate.SubmitAsync(submission);
            if (result is SubmitResult.Done or SubmitResult.Replayed)
                await Send(http, submission, result == SubmitResult.Replayed, full, started);
            else
                await reader.Refuse(result, submission).ExecuteAsync(http);
        }
        finally
        {
            gate.Return(submission);
        }
    }

    /// <summary>Reads, authenticates and parses the body into the submission; null when it may be submitted.</summary>
    async ValueTask<Problem?> Take(HttpContext http, TransactionSubmission submission)
    {
        using var body = await RequestBytes.Read(http.Request, TransactionParser.MaxBytes);
        if (body.TooLarge)
            return reader.Refuse(TooLarge);
        var call = signed.Authenticate(http, body.Span, Scopes.Decide);
        return call.Allowed ? reader.Fill(submission, body.Span) : call.Refusal;
    }

    Task Refuse(HttpContext http, Problem problem) => reader.Refuse(problem).ExecuteAsync(http);

    ValueTask<FlushResult> Send(
        HttpContext http, TransactionSubmission submission, bool replayed, bool full, long started)
    {
        var decision = submission.Decision;
        var json = DecisionJsonBuffer.Write(
            submission.Transaction, decision, gate.Generations.Of(decision.Generation), full);
        var response = http.Response;
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        if (replayed)
            response.Headers["Idempotent-Replayed"] = "true";
        var took = clock.GetElapsedTime(started);
        response.Headers["Server-Timing"] = $"decide;dur={took.TotalMilliseconds:0.000}";
        metrics.Decided(decision.Kind, took, replayed);
        response.BodyWriter.Write(json);
        return response.BodyWriter.FlushAsync();
    }
}
