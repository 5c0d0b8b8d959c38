namespace Tollgate.Engine.Labels;

/// <summary>In what way a label came. The numbers stand in the log.</summary>
public enum LabelSourceKind : byte
{
    /// <summary>A person labelled this very payment.</summary>
    Analyst = 1,

    /// <summary>A person closed the case that the payment belongs to.</summary>
    Case = 2,

    /// <summary>Another system sent it, known by its key.</summary>
    Machine = 3,

    /// <summary>It stood in a file of history.</summary>
    Import = 4,

    /// <summary>A simulated payment was made with it.</summary>
    Simulation = 5,
}

/// <summary>
/// Who says what a payment turned out to be. The kind follows from the way that the label took, never from a text that
/// was sent, so no machine can label in the name of a person.
/// </summary>
/// <param name="Name">The person, or what the machine calls its source; empty for import and simulation.</param>
public readonly record struct LabelSource(LabelSourceKind Kind, string Name)
{
    public static readonly LabelSource Import = new(LabelSourceKind.Import, "");
    public static readonly LabelSource Simulation = new(LabelSourceKind.Simulation, "");

    static readonly string[] Kinds = ["analyst", "case", "machine", "import", "simulation"];

    public static LabelSource Analyst(string name) => new(LabelSourceKind.Analyst, name);

    public static LabelSource Case(string closedBy) => new(LabelSourceKind.Case, closedBy);

    public static LabelSource Machine(string name) => new(LabelSourceKind.Machine, name);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static LabelSource Parse(string text)
    {
        var colon = text.IndexOf(':');
        var kind = Array.IndexOf(Kinds, colon < 0 ? text : text[..colon]);
        return kind >= 0
            ? new((LabelSourceKind)(kind + 1), colon < 0 ? "" : text[(colon + 1)..])
            : throw new FormatException($"\"{text}\" is not the source of a label.");
    }

    /// <summary>
    /// <c>analyst:NAME</c>, <c>case:NAME</c>, <c>machine:NAME</c>, <c>import</c> or <c>simulation</c>.
    /// </summary>
    public override string ToString()
    {
        var kind = Kinds[(int)Kind - 1];
        return Name.Length == 0 ? kind : $"{kind}:{Name}";
    }
}
