using Tollgate.Server.Cases.Queries;
using Tollgate.Server.Live;

namespace Tollgate.Server.Cases;

/// <summary>
/// Tells the rest of the server what a commit has changed: the counts are out of date, and whoever watches is shown the
/// cases. Whatever opens or changes a case calls it once, behind its commit.
/// </summary>
sealed class CaseChanges(CaseCounter counter, LiveFeed feed)
{
    /// <param name="cases">As they are now.</param>
    /// <param name="decisions">The decisions that have just become part of a case.</param>
    public void Announce(IEnumerable<Case> cases, IEnumerable<LiveDecision>? decisions = null)
    {
        counter.Changed();
        foreach (var decision in decisions ?? [])
            feed.Publish("decision", decision);
        foreach (var changed in cases)
            feed.Publish("case", new CaseSummary(changed));
    }
}
