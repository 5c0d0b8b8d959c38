namespace Tollgate.Server.Cases;

/// <summary>Cases of each status, and those that are open and nobody's.</summary>
sealed record CaseCounts(long Open, long Unassigned, long ConfirmedFraud, long FalsePositive)
{
    public long All => Open + ConfirmedFraud + FalsePositive;

    public long Of(CaseStatus? status) => status switch
    {
        null => All,
        CaseStatus.Open => Open,
        CaseStatus.ConfirmedFraud => ConfirmedFraud,
        _ => FalsePositive,
    };
}
