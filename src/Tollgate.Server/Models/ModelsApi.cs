using Microsoft.AspNetCore.Http.HttpResults;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Access;

namespace Tollgate.Server.Models;

/// <summary>The models of this gate.</summary>
static class ModelsApi
{
    public static void MapModels(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/models", List)
            .WithTags("Models").WithSummary("All registered versions, newest first, and which one decides")
            .RequireAuthorization(Policies.Read);

    static Ok<ModelsResponse> List(ModelRegistry registry, Gate gate, FirstTraining coldStart)
    {
        var inForce = gate.Generation.Config;
        return TypedResults.Ok(new ModelsResponse(
            [.. registry.List().OrderByDescending(model => model.RegisteredAt)
                .Select(model => ModelResponse.Of(model, inForce.Model))],
            inForce.Number,
            coldStart.Progress));
    }
}

/// <summary>The models of this gate.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Generation">Number of the configuration in force.</param>
/// <param name="ColdStart">On the way to the first model; null once there is one.</param>
sealed record ModelsResponse(IReadOnlyList<ModelResponse> Items, int Generation, FirstTrainingProgress? ColdStart);

/// <summary>A version of a model.</summary>
/// <param name="Id">NAME/VERSION.</param>
/// <param name="Champion">Whether it decides now.</param>
/// <param name="Rows">Payments of the training period.</param>
/// <param name="Features">Hash of the feature set that it was trained on.</param>
/// <param name="Metrics">Figures of the training report.</param>
sealed record ModelResponse(
    string Id,
    string Name,
    int Version,
    bool Champion,
    DateTimeOffset RegisteredAt,
    DateTimeOffset TrainedFrom,
    DateTimeOffset TrainedTo,
    long Rows,
    ulong Seed,
    string Features,
    string Sha256,
    IReadOnlyDictionary<string, double> Metrics)
{
    public static ModelResponse Of(ModelVersion model, ModelReference? champion) => new(
        model.Id, model.Name, model.Version, model.Reference == champion, model.RegisteredAt,
        model.TrainedFrom, model.TrainedTo, model.Rows, model.Seed, model.Features, model.Sha256, model.Metrics);
}
