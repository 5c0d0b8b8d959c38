using Microsoft.AspNetCore.Http.Features;
using Tollgate.Server.Access;
using Tollgate.Server.Http;
using Tollgate.Server.Http.Bodies;
using Tollgate.Server.Http.OpenApi;

namespace Tollgate.Server.Decisions;

/// <summary>Transactions in, decisions out.</summary>
static class DecisionsApi
{
    public const string DecisionsPath = "/api/decisions";

    /// <summary>
    /// Answers a signed decision before the rest of the pipeline runs: such calls are nearly all of the traffic. They
    /// come from machines, so they need no page, no host name against rebinding, no bearer token and no policy, and
    /// whoever takes one answers its failures as well. Every other request goes on to the next step.
    /// </summary>
    public static void UseSignedDecisions(this WebApplication app)
    {
        var decide = app.Services.GetRequiredKeyedService<RequestDelegate>(DecisionsPath);
        app.Use((http, next) =>
        {
            if (http.Request.Path.Value != DecisionsPath || !HttpMethods.IsPost(http.Request.Method)
                || http.Request.Headers.Authorization.Count > 0)
            {
                return next(http);
            }

            http.Features.Get<IHttpMetricsTagsFeature>()?.MetricsDisabled = true;
            UnreadBody.Watch(http);
            http.Response.Headers.XContentTypeOptions = "nosniff";
            return decide(http);
        });
    }

    public static void MapDecisions(this WebApplication app)
    {
        var services = app.Services;
        var decide = services.GetRequiredKeyedService<RequestDelegate>(DecisionsPath);
        // It has instruments of its own; the general ones would cost every payment a second round of tags.
        app.MapPost(DecisionsPath, decide).DisableHttpMetrics()
            .WithTags("Decisions").WithSummary("Decide one payment")
            .Describes(typeof(TransactionRequest), typeof(DecisionResponse), Scopes.Decide, MediaTypes.Json)
            .TakesExplain().Refuses(400, 401, 403, 409, 413, 415, 503)
            .AnswersHeader(200, "Idempotent-Replayed", "true when this payment was decided before.")
            .AnswersHeader(200, "Server-Timing", "How long the decision took: decide;dur=MILLISECONDS.");
        app.MapPost("/api/decisions/batch", services.GetRequiredService<DecideBatch>().Answer)
            .WithTags("Decisions").WithSummary("Decide many payments")
            .WithDescription(
                "One JSON object a line, answered by a line each, in the same order. With the header Content-Digest "
                + "(RFC 9530, sha-256) a signed batch is known to be its sender's before its body is read, and then "
                + "no crowd of strangers can keep it waiting.")
            .Describes(
                typeof(TransactionRequest), typeof(OneOf<DecisionResponse, BatchErrorResponse>), Scopes.Decide,
                MediaTypes.JsonLines)
            .TakesExplain().Refuses(400, 401, 403, 413, 415, 429, 503);
    }
}
