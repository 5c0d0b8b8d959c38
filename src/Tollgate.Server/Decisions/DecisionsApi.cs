using Microsoft.AspNetCore.Http.Features;
using Tollgate.Server.Access;
using Tollgate.Server.Http;

namespace Tollgate.Server.Decisions;

/// <summary>Transactions in, decisions out.</summary>
static class DecisionsApi
{
    const string DecisionsPath = "/api/decisions";

    /// <summary>
    /// Answers a signed decision before the rest of the pipeline runs: it needs no routing, no files, no bearer token
    /// and no policy, and such calls are nearly all of the traffic. Every other request goes on to the next step.
    /// </summary>
    public static void UseSignedDecisions(this WebApplication app)
    {
        var decide = app.Services.GetRequiredService<DecideOne>();
        app.Use((http, next) =>
        {
            if (http.Request.Path.Value != DecisionsPath || !HttpMethods.IsPost(http.Request.Method)
                || http.Request.Headers.Authorization.Count > 0)
            {
                return next(http);
            }

            http.Features.Get<IHttpMetricsTagsFeature>()?.MetricsDisabled = true;
            return decide.Answer(http);
        });
    }

    public static void MapDecisions(this WebApplication app)
    {
        var services = app.Services;
        // It has instruments of its own; the general ones would cost every payment a second round of tags.
        app.MapPost(DecisionsPath, services.GetRequiredService<DecideOne>().Answer).DisableHttpMetrics()
            .WithTags("Decisions").WithSummary("One transaction → its decision; ?explain=full adds the features")
            .Describes(typeof(TransactionRequest), typeof(DecisionResponse), Scopes.Decide, MediaTypes.Json);
        app.MapPost("/api/decisions/batch", services.GetRequiredService<DecideBatch>().Answer)
            .WithTags("Decisions").WithSummary("One transaction a line → one decision a line, in order")
            .Describes(typeof(TransactionRequest), typeof(DecisionResponse), Scopes.Decide, MediaTypes.JsonLines);
    }
}
