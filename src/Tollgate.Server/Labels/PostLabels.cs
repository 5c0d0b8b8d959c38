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
sealed class PostLabels(Gate gate, RequestAuthenticator signed, TimeProvider clock)
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
                JsonValueKind.Object => await TakeOne(http, json.RootElement, call.Caller),
                JsonValueKind.Array => await TakeMany(http, json.RootElement, call.Caller),
                _ => Problems.Malformed("The body must be a label or an array of labels."),
            };
        }
        catch (JsonException e)
        {
            return BodyError.Of(e, body.Span);
        }
    }

    async Task<Problem?> TakeOne(HttpContext http, JsonElement element, Caller caller)
    {
        var sent = Send(element, caller, gate.SubmitAsync);
        var result = await sent.Result;
        if (ProblemOf(sent, result) is { } problem)
            return problem;
        await Write(http, [sent], [result]);
        return null;
    }

    async Task<Problem?> TakeMany(HttpContext http, JsonElement array, Caller caller)
    {
        if (array.GetArrayLength() > MaxLabels)
            return Problems.TooLarge($"At most {MaxLabels} labels may come.");
        // All go out before the first is awaited, and the gate's thread takes them: they share its batches.
        var sent = array.EnumerateArray()
            .Select(element => Send(element, caller, gate.SubmitWhenRoom)).ToArray();
        var results = new SubmitResult[sent.Length];
        for (var i = 0; i < sent.Length; i++)
            results[i] = await sent[i].Result;
        await Write(http, sent, results);
        return null;
    }

    Sent Send(JsonElement element, Caller caller, Func<Submission, ValueTask<SubmitResult>> submit)
    {
        var bytes = JsonMarshal.GetRawUtf8Value(element);
        try
        {
            if (element.ValueKind != JsonValueKind.Object)
                return new(null, Problems.Malformed("A label must be an object."), default);
            var label = JsonBody.Read<LabelRequest>(bytes);
            if (!label.TryRead(caller, clock.GetUtcNow().ToUnixTimeMilliseconds(), out var request, out var problem))
                return new(label.TransactionId, problem, default);
            if (gate.History.Find(label.TransactionId) is not { } found)
                return new(label.TransactionId, SubmitProblems.Unknown, default);
            if (request.ReportedAt < found.Transaction.EventTime)
                return new(label.TransactionId, Problems.Invalid("reported_at", "lies before the payment."), default);
            return new(label.TransactionId, null, submit(request));
        }
        catch (ProblemException e)
        {
            return new(null, e.Problem, default);
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

    /// <summary>A label with the gate, or refused before.</summary>
    readonly record struct Sent(string? TransactionId, Problem? Problem, ValueTask<SubmitResult> Result);
}
