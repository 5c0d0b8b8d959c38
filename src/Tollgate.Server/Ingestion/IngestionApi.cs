using Microsoft.AspNetCore.Http.Metadata;
using Tollgate.Server.Access;
using Tollgate.Server.Http;

namespace Tollgate.Server.Ingestion;

/// <summary>Transactions and labels in, decisions out.</summary>
static class IngestionApi
{
    const string Json = "application/json";
    static readonly string[] JsonLines = ["application/x-ndjson", "application/jsonl"];

    public static void MapIngestion(this WebApplication app)
    {
        var services = app.Services;
        // It has instruments of its own; the general ones would cost every payment a second round of tags.
        app.MapPost("/api/decisions", services.GetRequiredService<DecideOne>().Answer).DisableHttpMetrics()
            .WithTags("Decisions").WithSummary("One transaction → its decision; ?explain=full adds the features")
            .Shows(typeof(TransactionBody), typeof(DecisionBody), Scopes.Decide, Json);
        app.MapPost("/api/decisions/batch", services.GetRequiredService<DecideBatch>().Answer)
            .WithTags("Decisions").WithSummary("One transaction a line → one decision a line, in order")
            .Shows(typeof(TransactionBody), typeof(DecisionBody), Scopes.Decide, JsonLines);
        app.MapPost("/api/labels", services.GetRequiredService<TakeLabels>().Answer)
            .WithTags("Labels").WithSummary("What payments turned out to be: one label or an array of up to 1,000")
            .Shows(typeof(NewLabel[]), typeof(LabelsBody), Scopes.Label, Json);
        app.MapGet("/api/transactions/{id}", services.GetRequiredService<ReadTransaction>().Answer)
            .WithTags("Decisions").WithSummary("A transaction, its decision, its case and its labels, newest first")
            .Shows(null, typeof(DecidedBody), Scopes.Read, Json);
    }

    /// <summary>Describes a plain delegate, which the API description leaves out unless it names a method.</summary>
    static void Shows(
        this IEndpointConventionBuilder endpoint, Type? takes, Type answers, string scope, params string[] contentTypes)
    {
        endpoint.TakesSignedCalls(scope).WithMetadata(
            typeof(DecideOne).GetMethod(nameof(DecideOne.Answer))!,
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, answers, [contentTypes[0]]));
        if (takes is not null) endpoint.WithMetadata(new AcceptsMetadata(contentTypes, takes));
    }
}
