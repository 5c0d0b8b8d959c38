namespace Tollgate.Server.Decisions;

static class DecisionsSetup
{
    public static void AddDecisions(this IServiceCollection services)
    {
        services.AddSingleton<SubmitProblems>();
        services.AddSingleton<TransactionReader>();
        services.AddSingleton<DecideOne>();
        services.AddKeyedSingleton<RequestDelegate>(
            DecisionsApi.DecisionsPath, (provider, _) => provider.GetRequiredService<DecideOne>().Answer);
        services.AddSingleton<BatchMemory>();
        services.AddSingleton<DecideBatch>();
    }
}
