using System.ComponentModel.DataAnnotations;

namespace Tollgate.Server.Access.Sessions;

sealed record SessionRequest(string Username, string Password);

/// <summary>A sign-in of the dashboard.</summary>
/// <param name="AccessToken">For the header Authorization: Bearer.</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="User">Who has signed in.</param>
sealed record SessionResponse(
    string AccessToken, [property: AllowedValues("Bearer")] string TokenType, int ExpiresIn, CallerResponse User);

/// <summary>Who is calling.</summary>
/// <param name="Username">Name of the user, or of the machine key.</param>
/// <param name="Roles">With those they contain.</param>
/// <param name="Scopes">Of the token.</param>
sealed record CallerResponse(
    string Username,
    [property: AllowedValues(RoleNames.Admin, RoleNames.Lead, RoleNames.Analyst, RoleNames.Auditor)]
    string[] Roles,
    [property: AllowedValues(Access.Scopes.Decide, Access.Scopes.Label, Access.Scopes.Cases, Access.Scopes.Read)]
    string[] Scopes)
{
    public static CallerResponse Of(Caller caller) => new(caller.Name, caller.Roles.Names(), caller.Scopes);
}
