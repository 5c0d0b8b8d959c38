using Tollgate.Server.Http;

namespace Tollgate.Server.Access;

/// <summary>
/// People and machines sign what they write with their names: comments, history, cases. No name of the one may
/// therefore be a name of the other, or of the gate itself.
/// </summary>
static class ReservedNames
{
    static readonly string[] OfTheGate = ["gate", "system", "command", "anonymous"];

    /// <summary>Whether they are the same but for case and the blanks around them.</summary>
    public static bool LookAlike(string one, string other) =>
        one.AsSpan().Trim().Equals(other.AsSpan().Trim(), StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ProblemException">It is a name of the gate.</exception>
    public static void Check(string field, string name)
    {
        if (Array.Exists(OfTheGate, reserved => LookAlike(reserved, name)))
            throw new ProblemException(Problems.Invalid(field, $"must not be {string.Join(", ", OfTheGate)}."));
    }
}
