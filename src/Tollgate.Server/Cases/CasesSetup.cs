using Tollgate.Server.Cases.Projection;
using Tollgate.Server.Cases.Queries;
using Tollgate.Server.Cases.Reports;
using Tollgate.Server.Cases.Workflow;
using Tollgate.Server.Labels;

namespace Tollgate.Server.Cases;

/// <summary>Wires up cases: who makes them, who changes them, who reads them.</summary>
static class CasesSetup
{
    public static void AddCases(this IServiceCollection services)
    {
        services.AddSingleton<CaseTotals>();
        services.AddSingleton<CaseList>();
        services.AddSingleton<CaseDetails>();
        services.AddSingleton<MarkedPayments>();
        services.AddSingleton<CaseDesk>();
        services.AddSingleton<ReportDesk>();
        services.AddSingleton<LabelOutbox>();
        services.AddHostedService(provider => provider.GetRequiredService<LabelOutbox>());
        services.AddHostedService<CaseWriter>();
    }
}
