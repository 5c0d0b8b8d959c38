using Tollgate.Engine.Decisions;

namespace Tollgate.Server.Cases;

/// <summary>What the model of a generation finds usual: the median of its training period.</summary>
static class UsualValues
{
    /// <param name="feature">Position in the feature set.</param>
    /// <returns>NaN when there is no model or it does not see the feature.</returns>
    public static double Of(Generation made, int feature)
    {
        var at = Array.IndexOf(made.Features.ModelInputs, feature);
        return at >= 0 && made.Model is { } model ? model.Forest.Medians[at] : double.NaN;
    }
}
