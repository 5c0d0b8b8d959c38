namespace Tollgate.Engine.Labels;

/// <summary>The label of a transaction that holds now.</summary>
/// <param name="ReportedAt">Unix ms.</param>
/// <param name="Newest">
/// Offset of the label that was logged last, where a <see cref="LabelHistory"/> begins. It need not be the one that
/// holds.
/// </param>
public readonly record struct CurrentLabel(LabelKind Kind, long ReportedAt, LabelSourceKind Source, long Newest);
