using Tollgate.Engine.EventLog.Repair;
using Tollgate.Engine.Pipeline.Reading;

namespace Tollgate.Engine.Pipeline.Repair;

/// <summary>What a repair does about a damaged place.</summary>
public enum GateLogRemedy
{
    /// <summary>The place is given up; everything behind it stays where it is.</summary>
    GiveUp,

    /// <summary>The log ends there.</summary>
    Cut,

    /// <summary>The log ends there, and the next start makes the rest again from the events.</summary>
    DecideAgain,
}

/// <summary>A damaged place in one of the logs of a gate.</summary>
public sealed record GateLogDamage(GateLog Log, LogDamage Damage, GateLogRemedy Remedy);

/// <summary>What was done about the damage of a log.</summary>
/// <param name="KeptAs">The files that hold what was taken out.</param>
public sealed record GateLogMending(GateLog Log, IReadOnlyList<string> KeptAs);
