namespace Tollgate.Engine.Features;

/// <summary>What a window feature counts.</summary>
public enum Aggregate
{
    /// <summary>Payments.</summary>
    Count,

    /// <summary>Amounts, minor units of the base currency.</summary>
    Sum,

    /// <summary>Different values of another entity.</summary>
    Distinct,
}

/// <summary>How a value is said to a person.</summary>
public enum Unit
{
    Number,

    /// <summary>Minor units of the base currency.</summary>
    Money,

    /// <summary>log2(1 + minor units of the base currency).</summary>
    LogMoney,

    /// <summary>log2 of a ratio.</summary>
    LogRatio,

    /// <summary>Hours since midnight, UTC.</summary>
    Hour,
    YesNo,
}

/// <param name="By">Whose payments.</param>
/// <param name="Of">What is told apart, for <see cref="Aggregate.Distinct"/>.</param>
/// <param name="Over">Length of the closed window, ms.</param>
public sealed record WindowSpec(EntityKind By, Aggregate Aggregate, long Over, EntityKind? Of = null);

/// <summary>
/// One input of a decision: a window over an entity's payments, or a value derived from the payment and the windows.
/// </summary>
/// <param name="Name">Its name in the API, snake_case.</param>
/// <param name="Text">
/// What it says to an analyst, with {0} for the value; what is yes or no has both sentences, parted by a bar.
/// </param>
/// <param name="Window">The window, or null for a derived feature.</param>
/// <param name="Derived">The formula of a derived feature.</param>
/// <param name="ModelInput">Whether the anomaly model sees it.</param>
public sealed record Feature(
    string Name, string Text, Unit Unit,
    WindowSpec? Window = null, DerivedFormula Derived = default, bool ModelInput = false);
