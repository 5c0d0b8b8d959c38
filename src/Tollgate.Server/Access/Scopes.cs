namespace Tollgate.Server.Access;

/// <summary>What a machine key, or a token, may do.</summary>
static class Scopes
{
    public const string Decide = "decide";
    public const string Label = "label";
    public const string Cases = "cases";
    public const string Read = "read";

    public static readonly string[] All = [Decide, Label, Cases, Read];

    /// <summary>"decide, label, cases, read", for messages.</summary>
    public static string Choices { get; } = string.Join(", ", All);

    /// <summary>The scopes of a person's token: an admin can make a key with any scope, so has them all.</summary>
    public static string[] Of(Roles roles) => roles switch
    {
        _ when roles.HasFlag(Roles.Admin) => All,
        _ when roles.Expanded().HasFlag(Roles.Analyst) => [Label, Read],
        _ when roles.HasFlag(Roles.Auditor) => [Read],
        _ => [],
    };

    public static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
