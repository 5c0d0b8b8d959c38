namespace Tollgate.Engine.Decisions;

/// <summary>What the gate answers, from mild to severe.</summary>
public enum DecisionKind : byte
{
    Approve = 0,
    Review = 1,
    Block = 2,
}

/// <summary>What a decision lacked.</summary>
[Flags]
public enum DecisionFlags : byte
{
    None = 0,

    /// <summary>The event came behind the watermark.</summary>
    Late = 1,
    NoModel = 2,
    ModelFailed = 4,
    Features = 8,
}

public static class DecisionNames
{
    static readonly string[] Kinds = ["approve", "review", "block"];

    public static string Name(this DecisionKind kind) => Kinds[(int)kind];

    /// <summary>The values of <c>degraded</c>.</summary>
    public static IEnumerable<string> Degraded(this DecisionFlags flags)
    {
        if (flags.HasFlag(DecisionFlags.NoModel))
            yield return "no_model";
        if (flags.HasFlag(DecisionFlags.ModelFailed))
            yield return "model_failed";
        if (flags.HasFlag(DecisionFlags.Features))
            yield return "features";
    }
}
