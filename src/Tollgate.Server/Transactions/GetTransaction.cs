using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Access;
using Tollgate.Server.Access.Signing;
using Tollgate.Server.Cases.Queries;
using Tollgate.Server.Decisions;
using Tollgate.Server.Http;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Transactions;

/// <summary>
/// <c>GET /api/transactions/{id}</c>: <c>{transaction, decision, case_id, labels[]}</c>, from the logs, and the case
/// from the database; readable as soon as the decision was answered.
/// </summary>
sealed class GetTransaction(Gate gate, RequestAuthenticator signed, IDbContextFactory<TollgateDb> databases)
{
    const string Path = "/api/transactions/";

    public async Task Answer(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var call = signed.Authenticate(http, [], Scopes.Read, Roles.Analyst | Roles.Auditor);
        var problem = !call.Allowed ? call.Refusal
            : !ExplainQuery.TryRead(http, out var full) ? ExplainQuery.Wrong
            : await Send(http, IdOf(http), full);
        if (problem is not null)
            await problem.ExecuteAsync(http);
    }

    async Task<Problem?> Send(HttpContext http, string id, bool full)
    {
        if (gate.History.Find(id) is not { } found)
            return Problems.NotFound("The gate has not decided a transaction with this id, or keeps it no more.");
        List<byte[]> labels;
        Guid? caseId;
        try
        {
            labels = await Labels(id);
            await using var db = await databases.CreateDbContextAsync(http.RequestAborted);
            caseId = await db.CaseIdOf(id, http.RequestAborted);
        }
        catch (Exception e) when (e is IOException or DbException)
        {
            return Problems.Unavailable(
                TimeSpan.FromSeconds(1), "Labels or cases cannot be read; /health/ready says more.");
        }
        http.Response.ContentType = "application/json";
        Write(http, found, caseId, labels, full);
        await http.Response.BodyWriter.FlushAsync();
        return null;
    }

    void Write(HttpContext http, DecidedTransaction found, Guid? caseId, List<byte[]> labels, bool full)
    {
        using var json = new Utf8JsonWriter(http.Response.BodyWriter, DecisionJson.Options);
        var decision = found.Decision;
        json.WriteStartObject();
        json.WritePropertyName("transaction"u8);
        TransactionJson.Write(json, found.Transaction);
        json.WritePropertyName("decision"u8);
        DecisionJson.Write(json, decision, gate.Generations.Of(decision.Generation), full);
        if (caseId is { } id)
            json.WriteString("case_id"u8, id);
        else
            json.WriteNull("case_id"u8);
        json.WriteStartArray("labels"u8);
        foreach (var frame in labels)
            WriteLabel(json, new Label(frame.AsSpan(LogRecord.HeaderLength)));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteLabel(Utf8JsonWriter json, Label label)
    {
        json.WriteStartObject();
        json.WriteString("label"u8, label.Kind == LabelKind.Fraud ? "fraud"u8 : "genuine"u8);
        json.WriteString("reported_at"u8, Rfc3339.Text(label.ReportedAt));
        json.WriteString("source"u8, label.Source);
        json.WriteEndObject();
    }

    /// <summary>Newest report first: the first is the label that holds.</summary>
    async Task<List<byte[]>> Labels(string id)
    {
        var offset = await gate.QueryAsync(loop => loop.LabelOf(id)?.Offset ?? -1);
        var frames = new List<byte[]>();
        while (offset >= 0 && gate.History.EventIfKept(offset) is { } frame)
        {
            frames.Add(frame);
            offset = new Label(frame.AsSpan(LogRecord.HeaderLength)).Previous;
        }
        // Reports may come in another order than they were made.
        return [.. frames.OrderByDescending(frame => new Label(frame.AsSpan(LogRecord.HeaderLength)).ReportedAt)];
    }

    // Routing leaves %2F as it is, but an id may hold a slash.
    static string IdOf(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var end = target.IndexOf('?');
        var path = end < 0 ? target : target[..end];
        return path.StartsWith(Path, StringComparison.OrdinalIgnoreCase)
            ? Uri.UnescapeDataString(path[Path.Length..])
            : (string)http.Request.RouteValues["id"]!;
    }
}
