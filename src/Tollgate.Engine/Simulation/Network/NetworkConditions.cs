namespace Tollgate.Engine.Simulation.Network;

/// <summary>
/// What happens to payments between the terminal and the gate. A terminal is a till, a cash machine or a server of a
/// web shop; every shop has several. Shares lie between 0 and 0.5.
/// </summary>
public sealed record NetworkConditions
{
    /// <summary>A payment arrives when it is made, once, by a clock that is right.</summary>
    public static readonly NetworkConditions Perfect =
        new() { Delay = TimeSpan.Zero, DuplicateShare = 0, WrongClockShare = 0, LateShare = 0 };

    /// <summary>
    /// Mean time on the way, up to 10 s: exponential, so that payments overtake each other, and one payment in 64 takes
    /// ten times as long.
    /// </summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>Payments that are sent a second time, the same bytes a second or so later.</summary>
    public double DuplicateShare { get; init; } = 0.003;

    /// <summary>
    /// Terminals whose clock is wrong, by up to <see cref="TerminalNetwork.MaxClockError"/> either way.
    /// </summary>
    public double WrongClockShare { get; init; } = 0.01;

    /// <summary>
    /// Payments made while their terminal was cut off, for 15 minutes to 4 hours; it sends them together afterwards. At
    /// high rates terminals are cut off for shorter times, so that only some ten thousand payments wait at once.
    /// </summary>
    public double LateShare { get; init; } = 0.002;

    /// <exception cref="ArgumentException">A value is out of its range; the message says which one.</exception>
    internal void Validate()
    {
        if (Delay < TimeSpan.Zero || Delay > TimeSpan.FromSeconds(10))
            throw new ArgumentException("Delay must lie between 0 and 10 seconds.");
        RequireShare(DuplicateShare, nameof(DuplicateShare));
        RequireShare(WrongClockShare, nameof(WrongClockShare));
        RequireShare(LateShare, nameof(LateShare));
    }

    static void RequireShare(double share, string name)
    {
        if (share is not (>= 0 and <= 0.5))
            throw new ArgumentException($"{name} must lie between 0 and 0.5.");
    }
}
