namespace Tollgate.Engine.Labels;

/// <summary>The label of a transaction that holds now.</summary>
/// <param name="ReportedAt">Unix ms.</param>
/// <param name="Newest">
/// Offset of the label that was logged last, where a <see cref="LabelHistory"/> begins. It need not be the one that
/// holds.
/// </param>
public readonly record struct CurrentLabel(LabelKind Kind, long ReportedAt, LabelSourceKind Source, long Newest)
{
    /// <summary>
    /// What holds behind a label that is logged: the latest report wins, also when it is logged before an older one; of
    /// two reports of one moment, the one that is logged last.
    /// </summary>
    internal static CurrentLabel After(CurrentLabel? known, CurrentLabel logged) =>
        known is { } before && logged.ReportedAt < before.ReportedAt
            ? before with { Newest = logged.Newest }
            : logged;
}
