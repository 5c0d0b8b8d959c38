using System.Runtime.InteropServices;
using System.Text.Json;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Access;
using Tollgate.Server.Access.Signing;
using Tollgate.Server.Decisions;
using Tollgate.Server.Http;
using Tollgate.Server.Http.Bodies;

namespace Tollgate.Server.Labels;

/// <summary>
/// <c>POST /api/labels</c>: one label or an array → <c>{accepted, unchanged, rejected: [{index, transaction_id?,
/// error}]}</c>; one alone that is rejected answers its own status.
/// </summary>
sealed class PostLabels(Gate gate, RequestAuthenticator signed, RepeatedLabels repeated, TimeProvider clock)
{
    const int MaxBytes = 1 << 20;
    const int MaxLabels = 1_000;

    public async Task Answer(HttpContext http)
    {
        var problem = MediaTypes.RefuseUnlessJson(http.Request) ?? await Take(http);
        if (problem is not null)
            await problem.ExecuteAsync(http);
    }

    async Task<Problem?> Take(HttpContext http)
    {
        using var body = await RequestBytes.Read(http.Request, MaxBytes);
        if (body.TooLarge)
            return Problems.TooLarge("Labels may have 1 MiB in all.");
        var call = signed.Authenticate(http, body.Span, Scopes.Label, Roles.Analyst);
        if (!call.Allowed)
            return call.Refusal;
        try
        {
            using var json = JsonDocument.Parse(body.Memory);
            return json.RootElement.ValueKind switch
            {
                JsonValueKind.Object => await TakeOne(http, json.RootElement, call),
                JsonValueKind.Array => await TakeMany(http, json.RootElement, call),
                _ => Problems.Malformed("The body must be a label or an array of labels."),
            };
        }
        catch (JsonException e)
        {
            return BodyError.Of(e, body.Span);
        }
    }

    async Task<Problem?> TakeOne(HttpContext http, JsonElement element, AuthenticationResult call)
    {
        Sent[] sent = [Read(element, call)];
        var results = await Submit(sent);
        if (ProblemOf(sent[0], results[0]) is { } problem)
            return problem;
        await Write(http, sent, results);
        return null;
    }

    async Task<Problem?> TakeMany(HttpContext http, JsonElement array, AuthenticationResult call)
    {
        if (array.GetArrayLength() > MaxLabels)
            return Problems.TooLarge($"At most {MaxLabels} labels may come.");
        Sent[] sent = [.. array.EnumerateArray().Select(element => Read(element, call))];
        await Write(http, sent, await Submit(sent));
        return null;
    }

    async Task<SubmitResult[]> Submit(Sent[] sent)
    {
        var logged = await repeated.Among([.. sent.Where(one => one.Label is not null).Select(one => one.Label!)]);
        // All go out before the first is awaited, and the gate's thread takes them: they share its batches.
        var pending = new Task<SubmitResult>?[sent.Length];
        for (var i = 0; i < sent.Length; i++)
        {
            if (sent[i].Label is not { } label || logged.Contains(label))
                continue;
            pending[i] = sent.Length == 1
                ? gate.SubmitAsync(label).AsTask()
                : (await gate.EnqueueAsync(label)).AsTask();
        }
        var results = new SubmitResult[sent.Length];
        for (var i = 0; i < sent.Length; i++)
        {
            results[i] = pending[i] is { } task ? await task
                : sent[i].Label is null ? SubmitResult.Done
                : SubmitResult.Unchanged;
        }
        return results;
    }

    Sent Read(JsonElement element, AuthenticationResult call)
    {
        var bytes = JsonMarshal.GetRawUtf8Value(element);
        try
        {
            if (element.ValueKind != JsonValueKind.Object)
                return new(null, Problems.Malformed("A label must be an object."));
            var label = JsonBody.Read<LabelRequest>(bytes);
            var now = clock.GetUtcNow();
            if (!label.TryRead(call, now, out var request, out var problem))
                return new(label.TransactionId, problem);
            if (gate.History.Find(label.TransactionId) is not { } found)
                return new(label.TransactionId, SubmitProblems.Unknown);
            var decided = found.Transaction.EventTime;
            if (request.ReportedAt >= decided)
                return new(label.TransactionId, null, request);
            // The clock of the caller may be behind, and its timestamp has no fractions of a second.
            return label.ReportedAt is null
                ? new(label.TransactionId, null, new(request.TransactionId, request.Kind, decided, request.Source))
                : new(label.TransactionId, Problems.Invalid("reported_at", "lies before the payment."));
        }
        catch (ProblemException e)
        {
            return new(null, e.Problem);
        }
    }

    static Problem? ProblemOf(Sent sent, SubmitResult result) => sent.Problem ?? SubmitProblems.Of(result);

    static async Task Write(HttpContext http, Sent[] sent, SubmitResult[] results)
    {
        http.Response.ContentType = "application/json";
        using (var json = new Utf8JsonWriter(http.Response.BodyWriter))
        {
            json.WriteStartObject();
            var accepted = sent.Zip(results).Count(one => one.First.Problem is null && one.Second == SubmitResult.Done);
            json.WriteNumber("accepted"u8, accepted);
            json.WriteNumber("unchanged"u8, results.Count(result => result == SubmitResult.Unchanged));
            json.WriteStartArray("rejected"u8);
            for (var i = 0; i < sent.Length; i++)
            {
                if (ProblemOf(sent[i], results[i]) is { } problem)
                    problem.WriteInPlace(json, "index"u8, i, sent[i].TransactionId);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        await http.Response.BodyWriter.FlushAsync();
    }

    /// <summary>A label for the gate, or refused before.</summary>
    readonly record struct Sent(string? TransactionId, Problem? Problem, LabelSubmission? Label = null);
}
