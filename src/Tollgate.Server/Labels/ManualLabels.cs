using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Http;

namespace Tollgate.Server.Labels;

/// <summary>The payments that a person has labelled one by one, not by closing their case.</summary>
sealed class ManualLabels(Gate gate)
{
    /// <summary>Those of the transactions whose label in force is such a label.</summary>
    /// <exception cref="ProblemException">The gate is too busy, or stops.</exception>
    public async Task<HashSet<string>> Among(IReadOnlyCollection<string> transactionIds)
    {
        try
        {
            return await gate.QueryAsync(loop =>
            {
                var byHand = new HashSet<string>(StringComparer.Ordinal);
                foreach (var id in transactionIds)
                {
                    if (loop.LabelOf(id) is { Source: LabelSourceKind.Analyst })
                        byHand.Add(id);
                }

                return byHand;
            });
        }
        catch (IOException e)
        {
            throw new ProblemException(Problems.Unavailable(TimeSpan.FromSeconds(1), e.Message));
        }
    }
}
