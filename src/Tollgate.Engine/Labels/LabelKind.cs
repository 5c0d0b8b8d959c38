namespace Tollgate.Engine.Labels;

/// <summary>What a payment turned out to be.</summary>
public enum LabelKind : byte
{
    Genuine = 0,
    Fraud = 1,
}

public static class LabelKindNames
{
    public static ReadOnlySpan<byte> Name(this LabelKind kind) => kind == LabelKind.Fraud ? "fraud"u8 : "genuine"u8;
}
