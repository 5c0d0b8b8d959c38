using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Access;
using Tollgate.Server.Access.Signing;
using Tollgate.Server.Http;
using Tollgate.Server.Http.Bodies;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Decisions;

/// <summary>
/// <c>POST /api/decisions/batch</c>: one transaction a line → one decision a line, in order. A bad line answers
/// <c>{line, transaction_id?, error}</c> in its place. A bounded number of lines is with the gate at a time.
/// </summary>
sealed class DecideBatch(
    Gate gate, TransactionReader reader, RequestAuthenticator signed, BatchMemory memory, ServerMetrics metrics)
{
    const int MaxInFlight = 512;
    const int FlushBytes = 64 << 10;

    static readonly Problem LineTooLarge = Problems.TooLarge("A transaction may have 64 KiB.");
    static readonly Problem TooLarge = Problems.TooLarge("A batch may have 16 MiB.");

    /// <summary>Whoever sends slower than this, once it has begun, keeps room that others wait for.</summary>
    static readonly MinDataRate SlowestSender = new(bytesPerSecond: 64 << 10, TimeSpan.FromSeconds(5));

    public async Task Answer(HttpContext http)
    {
        if (MediaTypes.RefuseUnlessJsonLines(http.Request) is { } unread)
        {
            await Refuse(http, unread);
            return;
        }
        if (!ExplainQuery.TryRead(http, out var full))
        {
            await Refuse(http, ExplainQuery.Wrong);
            return;
        }
        var call = signed.CheckUnread(http, Scopes.Decide);
        if (call.Allowed)
            await TakeAndDecide(http, call, full);
        else
            await call.Refusal.ExecuteAsync(http);
    }

    async Task TakeAndDecide(HttpContext http, UnreadCall unread, bool full)
    {
        if (http.Request.ContentLength > BatchMemory.LargestBody)
        {
            await Refuse(http, TooLarge);
            return;
        }
        using var leases = new BatchLeases();
        if (memory.TryTake(unread, http.Request.ContentLength, leases) is { } crowded)
        {
            await Refuse(http, crowded);
            return;
        }
        http.Features.Get<IHttpMinRequestBodyDataRateFeature>()?.MinDataRate = SlowestSender;
        using var body = await LargeBody.Read(http.Request, BatchMemory.LargestBody);
        if (body is null)
        {
            await Refuse(http, TooLarge);
            return;
        }
        var call = signed.Authenticate(http, body.Bytes, Scopes.Decide);
        if (call.Allowed)
            await Decide(http, body.Bytes, full);
        else
            await call.Refusal.ExecuteAsync(http);
    }

    Task Refuse(HttpContext http, Problem problem) => reader.Refuse(problem).ExecuteAsync(http);

    async Task Decide(HttpContext http, ReadOnlySequence<byte> body, bool full)
    {
        http.Response.ContentType = "application/x-ndjson";
        var inFlight = new Queue<BatchLine>(MaxInFlight);
        var output = http.Response.BodyWriter;
        using var lines = new BatchLines(body);
        try
        {
            while (lines.TakeNext())
            {
                if (lines.Line.Trim(" \t\r"u8).IsEmpty)
                    continue;
                if (inFlight.Count == MaxInFlight)
                    await WriteOldest(output, inFlight, full);
                inFlight.Enqueue(await Submit(lines));
            }
            while (inFlight.Count > 0)
                await WriteOldest(output, inFlight, full);
            await output.FlushAsync(http.RequestAborted);
        }
        finally
        {
            // The caller has gone: what the gate holds must be back before it is used again.
            while (inFlight.TryDequeue(out var left))
                await Complete(left);
        }
    }

    async ValueTask<BatchLine> Submit(BatchLines lines)
    {
        if (lines.IsTooLarge)
            return BatchLine.Refused(lines.Number, reader.Refuse(LineTooLarge), lines.Line);
        var submission = gate.Rent();
        if (reader.Fill(submission, lines.Line) is { } problem)
        {
            gate.Return(submission);
            return BatchLine.Refused(lines.Number, problem, lines.Line);
        }
        // The gate's thread decides while this one reads the next line; when others fill the queue, the batch waits.
        return new BatchLine(lines.Number, submission, await gate.EnqueueAsync(submission), null, null);
    }

    async ValueTask WriteOldest(PipeWriter output, Queue<BatchLine> inFlight, bool full)
    {
        var line = inFlight.Dequeue();
        var result = line.Submission is null ? default : await line.Result;
        Write(output, line, result, full);
        if (line.Submission is { } done)
            gate.Return(done);
        if (output.UnflushedBytes > FlushBytes)
            await output.FlushAsync();
    }

    void Write(PipeWriter output, BatchLine line, SubmitResult result, bool full)
    {
        if (line.Submission is { } submission && result is SubmitResult.Done or SubmitResult.Replayed)
        {
            var decision = submission.Decision;
            output.Write(DecisionJsonBuffer.Write(
                submission.Transaction, decision, gate.Generations.Of(decision.Generation), full));
            metrics.Decided(decision.Kind, result == SubmitResult.Replayed);
        }
        else
        {
            using var json = new Utf8JsonWriter(output, DecisionJson.Options);
            var problem = line.Problem ?? reader.Refuse(result, line.Submission!);
            problem.WriteInPlace(json, "line"u8, line.Number, line.TransactionId ?? IdOf(line.Submission));
        }
        output.Write("\n"u8);
    }

    static string? IdOf(TransactionSubmission? submission) =>
        submission is null ? null : System.Text.Encoding.UTF8.GetString(submission.Transaction.TransactionId);

    async ValueTask Complete(BatchLine line)
    {
        if (line.Submission is not { } submission)
            return;
        await line.Result;
        gate.Return(submission);
    }
}
