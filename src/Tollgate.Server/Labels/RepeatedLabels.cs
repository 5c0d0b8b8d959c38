using Tollgate.Engine.Pipeline;
using Tollgate.Server.Http;

namespace Tollgate.Server.Labels;

/// <summary>
/// Finds labels that the log has already. Of two labels of one moment the one that is logged last holds, so that one
/// that somebody has recorded and sends again would overrule the other.
/// </summary>
sealed class RepeatedLabels(Gate gate)
{
    /// <summary>Those that were logged just so: of the same moment, by the same source.</summary>
    /// <exception cref="ProblemException">The gate is too busy, or stops.</exception>
    public async Task<HashSet<LabelSubmission>> Among(IReadOnlyList<LabelSubmission> labels)
    {
        try
        {
            var current = await gate.QueryAsync(
                loop =>
                {
                    var found = new Engine.Labels.CurrentLabel?[labels.Count];
                    for (var i = 0; i < found.Length; i++)
                        found[i] = loop.LabelOf(labels[i].TransactionId);
                    return found;
                });
            // One of another moment than the label in force is either newer than all, or cannot overrule it.
            return [.. labels.Where((label, i) => current[i] is { } known && known.ReportedAt == label.ReportedAt
                && gate.History.Labels.Of(known).Contains(new(label.Kind, label.ReportedAt, label.Source)))];
        }
        catch (IOException e)
        {
            throw new ProblemException(Problems.Unavailable(TimeSpan.FromSeconds(1), e.Message));
        }
    }
}
