using Tollgate.Server.Access;
using Tollgate.Server.Http.OpenApi;

namespace Tollgate.Server.Labels;

static class LabelsSetup
{
    public static void AddLabels(this IServiceCollection services)
    {
        services.AddSingleton<PostLabels>();
        services.AddSingleton<ManualLabels>();
        services.AddSingleton<RepeatedLabels>();
        services.AddSingleton<LabelOutbox>();
        services.AddHostedService(provider => provider.GetRequiredService<LabelOutbox>());
    }

    public static void MapLabels(this WebApplication app) =>
        app.MapPost("/api/labels", app.Services.GetRequiredService<PostLabels>().Answer)
            .WithTags("Labels").WithSummary("Report what payments turned out to be: one label, or up to 1,000")
            .Describes(
                typeof(OneOf<LabelRequest, LabelRequest[]>), typeof(LabelsResponse), Scopes.Label, "application/json")
            .Refuses(400, 401, 403, 404, 413, 415, 503);
}
