using Tollgate.Engine.EventLog.Repair;
using Tollgate.Engine.Pipeline.Reading;

namespace Tollgate.Engine.Pipeline.Repair;

/// <summary>What a repair does about a damaged place.</summary>
public enum GateLogRemedy
{
    /// <summary>The place is given up; everything behind it stays where it is.</summary>
    GiveUp,

    /// <summary>
    /// The place is given up, and what stood there is put back where it is certain to be the same: from the other log
    /// that holds it, or by deciding the events again. Everything behind it stays where it is.
    /// </summary>
    Restore,

    /// <summary>The log ends there.</summary>
    Cut,

    /// <summary>The log ends there, and the next start makes the rest again from the events.</summary>
    DecideAgain,
}

/// <summary>A damaged place in one of the logs of a gate.</summary>
public sealed record GateLogDamage(GateLog Log, LogDamage Damage, GateLogRemedy Remedy);

/// <summary>What was done about the damage of a gate's logs.</summary>
/// <param name="KeptAs">The files that hold what was taken out.</param>
/// <param name="Restored">Decisions and alerts that stand in their places again.</param>
/// <param name="GivenUp">Decisions and alerts that cannot be made again as they were; those who ask find none.</param>
public sealed record GateLogMending(IReadOnlyList<string> KeptAs, long Restored, long GivenUp);
