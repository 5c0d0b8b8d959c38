using System.Runtime.InteropServices;
using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Scoring;

/// <summary>How the share of payments falls off beyond the outermost reference score.</summary>
/// <param name="outside">Share beyond that score, in (0, 1).</param>
/// <param name="decay">Mean excess of the outermost scores: the distance in which the exponential falls to 1/e.</param>
/// <param name="room">Distance from that score to the end of the scores, 0 or 1.</param>
[StructLayout(LayoutKind.Auto)]
readonly struct RiskTail(double outside, double decay, double room)
{
    const double Straight = 0.25;
    const double Log2E = 1.4426950408889634;

    public double Decay => decay;

    /// <summary>
    /// Share still farther out than this distance: three quarters exponential, a quarter falling evenly to half of
    /// itself at the end of the scores, so that it is never 0 and its slope never below outside / (8 room).
    /// </summary>
    public double Share(double distance)
    {
        var exponential = PortableMath.Exp2(-distance * Log2E / decay);
        var straight = 1 - 0.5 * (distance / room);
        return outside * ((1 - Straight) * exponential + Straight * straight);
    }

    /// <summary>The maximum-likelihood scale of an exponential tail; a tenth of the room when all scores are
    /// equal.</summary>
    public static double FitDecay(ReadOnlySpan<double> outermost, double threshold, double room)
    {
        var sum = 0.0;
        foreach (var score in outermost)
            sum += Math.Abs(score - threshold);
        var mean = sum / outermost.Length;
        return mean > 1e-6 ? mean : room / 10;
    }
}
