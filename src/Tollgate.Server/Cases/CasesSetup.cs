using Tollgate.Server.Cases.Projection;
using Tollgate.Server.Cases.Queries;
using Tollgate.Server.Cases.Reports;
using Tollgate.Server.Cases.Workflow;
using Tollgate.Server.Live;

namespace Tollgate.Server.Cases;

/// <summary>Wires up cases: who makes them, who changes them, who reads them.</summary>
static class CasesSetup
{
    public static void AddCases(this IServiceCollection services)
    {
        services.AddSingleton<CaseCounter>();
        services.AddSingleton<CaseChanges>();
        services.AddSingleton<CaseList>();
        services.AddSingleton<CaseAnswers>();
        services.AddSingleton<CaseDetailQuery>();
        services.AddSingleton<CaseWorkflow>();
        services.AddSingleton<CaseLabels>();
        services.AddHostedService(provider => provider.GetRequiredService<CaseLabels>());
        services.AddSingleton<ExternalReports>();
        services.AddSingleton<CaseProjection>();
        services.AddHostedService(provider => provider.GetRequiredService<CaseProjection>());
        services.AddHealthChecks().AddCheck<CaseProjection>("cases");
        services.AddLiveEvent<CaseSummary>("case", "A case was opened or changed.");
        services.AddLiveEvent<LiveDecision>("decision", "A payment was found risky.");
    }
}
