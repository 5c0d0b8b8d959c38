namespace Tollgate.Engine.Decisions;

/// <summary>
/// The contributions that are worth telling: the largest that raise the score, strongest first, then the largest that
/// lower it. Of equal ones the earlier feature comes first.
/// </summary>
sealed class StrongestReasons
{
    /// <summary>A contribution below this share of the largest is not worth a line.</summary>
    const double WorthALine = 0.02;

    const int MaxRaising = 6, MaxLowering = 2;

    readonly (int Input, double Contribution)[] chosen = new (int, double)[MaxRaising + MaxLowering];

    public int Count { get; private set; }

    public (int Input, double Contribution) this[int i] => chosen[i];

    public void Clear() => Count = 0;

    public void Choose(ReadOnlySpan<double> contributions)
    {
        var raising = 0;
        (int Input, double Contribution) last = (-1, 0), lowest = (-1, 0);
        for (var i = 0; i < contributions.Length; i++)
        {
            var one = contributions[i];
            if (one > 0)
            {
                if (raising < MaxRaising || one > chosen[raising - 1].Contribution)
                    raising = Insert(i, one, raising);
            }
            else if (one <= lowest.Contribution)
            {
                (last, lowest) = (lowest, (i, one));
            }
            else if (one <= last.Contribution)
            {
                last = (i, one);
            }
        }
        var strongest = raising > 0 ? chosen[0].Contribution : 0;
        var least = WorthALine * Math.Max(strongest, -lowest.Contribution);
        Count = 0;
        while (Count < raising && chosen[Count].Contribution > least)
            Count++;
        foreach (var lowering in (ReadOnlySpan<(int, double Contribution)>)[last, lowest])
        {
            if (lowering.Contribution < -least)
                chosen[Count++] = lowering;
        }
    }

    /// <returns>How many raising ones there are now.</returns>
    int Insert(int input, double contribution, int raising)
    {
        var at = Math.Min(raising, MaxRaising - 1);
        for (; at > 0 && chosen[at - 1].Contribution < contribution; at--)
            chosen[at] = chosen[at - 1];
        chosen[at] = (input, contribution);
        return Math.Min(raising + 1, MaxRaising);
    }
}
