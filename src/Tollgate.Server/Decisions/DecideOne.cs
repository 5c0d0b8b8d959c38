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
    Gate gate, TransactionReader reader, RequestAuthenticator signed, FailedRequests failed, ServerMetrics metrics,
    TimeProvider clock)
{
    static readonly Problem TooLarge = Problems.TooLarge("A transaction may have 64 KiB.");

    public async Task Answer(HttpContext http)
    {
        var submission = gate.Rent();
        try
        {
            var started = clock.GetTimestamp();
            if (!ExplainQuery.TryRead(http, out var full))
            {
                await Refuse(http, ExplainQuery.Wrong);
                return;
            }
            if (MediaTypes.RefuseUnlessJson(http.Request) is { } unread)
            {
                await Refuse(http, unread);
                return;
            }
            if (!TryTakeWhole(http, submission, out var refusal))
                refusal = await Take(http, submission);
            if (refusal is not null)
            {
                await refusal.ExecuteAsync(http);
                return;
            }
            var result = await gate.SubmitAsync(submission);
            if (result is SubmitResult.Done or SubmitResult.Replayed)
                await Send(http, submission, result == SubmitResult.Replayed, full, started);
            else
                await reader.Refuse(result, submission).ExecuteAsync(http);
        }
        catch (Exception e)
        {
            if (!await failed.TryAnswer(http, e))
                throw;
        }
        finally
        {
            gate.Return(submission);
        }
    }

    /// <summary>
    /// Takes a body that has come with its headers, in one piece, as nearly all do, where it lies; false for any other.
    /// </summary>
    /// <param name="refusal">Null when it may be submitted.</param>
    bool TryTakeWhole(HttpContext http, TransactionSubmission submission, out Problem? refusal)
    {
        refusal = null;
        var reader = http.Request.BodyReader;
        if (http.Request.ContentLength is not { } length || length > TransactionParser.MaxBytes)
            return false;
        if (!reader.TryRead(out var read))
            return false;
        var isWhole = read.Buffer.Length == length && read.Buffer.IsSingleSegment;
        if (isWhole)
            refusal = Take(http, read.Buffer.FirstSpan, submission);
        reader.AdvanceTo(isWhole ? read.Buffer.End : read.Buffer.Start);
        return isWhole;
    }

    /// <summary>Reads, authenticates and parses the body into the submission; null when it may be submitted.</summary>
    async ValueTask<Problem?> Take(HttpContext http, TransactionSubmission submission)
    {
        using var body = await RequestBytes.Read(http.Request, TransactionParser.MaxBytes);
        return body.TooLarge ? reader.Refuse(TooLarge) : Take(http, body.Span, submission);
    }

    Problem? Take(HttpContext http, ReadOnlySpan<byte> body, TransactionSubmission submission)
    {
        var call = signed.Authenticate(http, body, Scopes.Decide);
        return call.Allowed ? reader.Fill(submission, body) : call.Refusal;
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
        response.Headers["Server-Timing"] = ServerTiming.Of(took);
        metrics.Decided(decision.Kind, took, replayed);
        response.BodyWriter.Write(json);
        return response.BodyWriter.FlushAsync();
    }
}
