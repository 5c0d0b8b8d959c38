using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Tollgate.Server.Access;
using Tollgate.Server.Http;
using Tollgate.Server.Labels;
using Tollgate.Server.Transactions;

namespace Tollgate.Server.Decisions;

/// <summary>Transactions and labels in, decisions out.</summary>
static class DecisionsApi
{
    const string Json = "application/json";
    const string DecisionsPath = "/api/decisions";
    static readonly string[] JsonLines = ["application/x-ndjson", "application/jsonl"];

    /// <summary>
    /// Signed decisions leave the pipeline here: routing, files, bearer tokens and policies have nothing to say about
    /// them, and they are nearly all of the traffic. Everything else under the path takes the common way.
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
            .Shows(typeof(TransactionRequest), typeof(DecisionResponse), Scopes.Decide, Json);
        app.MapPost("/api/decisions/batch", services.GetRequiredService<DecideBatch>().Answer)
            .WithTags("Decisions").WithSummary("One transaction a line → one decision a line, in order")
            .Shows(typeof(TransactionRequest), typeof(DecisionResponse), Scopes.Decide, JsonLines);
        app.MapPost("/api/labels", services.GetRequiredService<PostLabels>().Answer)
            .WithTags("Labels").WithSummary("What payments turned out to be: one label or an array of up to 1,000")
            .Shows(typeof(LabelRequest[]), typeof(LabelsResponse), Scopes.Label, Json);
        app.MapGet("/api/transactions/{id}", services.GetRequiredService<GetTransaction>().Answer)
            .WithTags("Decisions").WithSummary("A transaction, its decision, its case and its labels, newest first")
            .Shows(null, typeof(TransactionResponse), Scopes.Read, Json);
    }

    /// <summary>Describes a plain delegate, which the API description leaves out unless it names a method.</summary>
    static void Shows(
        this IEndpointConventionBuilder endpoint, Type? takes, Type answers, string scope, params string[] contentTypes)
    {
        endpoint.TakesSignedCalls(scope).WithMetadata(
            typeof(DecideOne).GetMethod(nameof(DecideOne.Answer))!,
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, answers, [contentTypes[0]]));
        if (takes is not null)
            endpoint.WithMetadata(new AcceptsMetadata(contentTypes, takes));
    }
}
