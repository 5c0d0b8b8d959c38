namespace Tollgate.Server.Access;

/// <summary>Roles as they are written in JSON, tokens and the database.</summary>
static class RoleNames
{
    public const string Admin = "admin", Lead = "lead", Analyst = "analyst", Auditor = "auditor";

    static readonly (Roles Role, string Name)[] All =
    [
        (Roles.Admin, Admin), (Roles.Lead, Lead), (Roles.Analyst, Analyst), (Roles.Auditor, Auditor),
    ];

    /// <summary>"admin, lead, analyst, auditor", for messages.</summary>
    public static string Choices { get; } = string.Join(", ", All.Select(pair => pair.Name));

    public static bool TryParse(string name, out Roles role)
    {
        role = Array.Find(All, pair => pair.Name == name).Role;
        return role != Roles.None;
    }

    public static string[] Names(this Roles roles) =>
        [.. All.Where(pair => roles.HasFlag(pair.Role)).Select(pair => pair.Name)];

    public static string Text(this Roles roles) => string.Join(' ', roles.Names());

    public static Roles FromText(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(Roles.None, (roles, name) => TryParse(name, out var role) ? roles | role : roles);

    /// <summary>Adds the roles that a role contains.</summary>
    public static Roles Expanded(this Roles roles)
    {
        if (roles.HasFlag(Roles.Admin))
            roles |= Roles.Lead;
        if (roles.HasFlag(Roles.Lead))
            roles |= Roles.Analyst;
        return roles;
    }
}
