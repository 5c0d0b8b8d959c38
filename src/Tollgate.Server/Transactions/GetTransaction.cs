using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Access;
using Tollgate.Server.Access.Signing;
using Tollgate.Server.Cases.Queries;
using Tollgate.Server.Decisions;
using Tollgate.Server.Http;
using Tollgate.Server.Labels;
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
        IReadOnlyList<ReportedLabel> labels;
        Guid? caseId;
        try
        {
            labels = gate.History.Labels.Of(await gate.QueryAsync(loop => loop.LabelOf(id)));
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

    void Write(HttpContext http, DecidedTransaction found, Guid? caseId, IReadOnlyList<ReportedLabel> labels, bool full)
    {
        using var json = new Utf8JsonWriter(http.Response.BodyWriter, DecisionJson.Options);
        var decision = found.Decision;
        json.WriteStartObject();
        json.WritePropertyName("transaction"u8);
        TransactionJson.Write(json, found.Transaction);
        json.WritePropertyName("decision"u8);
        DecisionJson.Write(json, found.Transaction, decision, gate.Generations.Of(decision.Generation), full);
        if (caseId is { } id)
            json.WriteString("case_id"u8, id);
        else
            json.WriteNull("case_id"u8);
        json.WriteStartArray("labels"u8);
        foreach (var label in labels)
            LabelJson.Write(json, label);
        json.WriteEndArray();
        json.WriteEndObject();
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
