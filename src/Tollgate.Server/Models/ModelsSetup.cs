namespace Tollgate.Server.Models;

static class ModelsSetup
{
    public static void AddModels(this IServiceCollection services)
    {
        services.AddSingleton<ModelRegistry>();
        services.AddSingleton<ModelPromotion>();
        services.AddSingleton<FirstTraining>();
        services.AddHostedService(provider => provider.GetRequiredService<FirstTraining>());
    }
}
