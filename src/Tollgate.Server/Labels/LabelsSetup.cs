using Tollgate.Server.Access;
using Tollgate.Server.Http;

namespace Tollgate.Server.Labels;

static class LabelsSetup
{
    public static void AddLabels(this IServiceCollection services)
    {
        services.AddSingleton<PostLabels>();
        services.AddSingleton<ManualLabels>();
        services.AddSingleton<LabelOutbox>();
        services.AddHostedService(provider => provider.GetRequiredService<LabelOutbox>());
    }

    public static void MapLabels(this WebApplication app) =>
        app.MapPost("/api/labels", app.Services.GetRequiredService<PostLabels>().Answer)
            .WithTags("Labels").WithSummary("What payments turned out to be: one label or an array of up to 1,000")
            .Describes(typeof(LabelRequest[]), typeof(LabelsResponse), Scopes.Label, "application/json");
}
