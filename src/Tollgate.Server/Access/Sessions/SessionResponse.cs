namespace Tollgate.Server.Access.Sessions;

/// <param name="AccessToken">For the header Authorization: Bearer.</param>
/// <param name="TokenType">Bearer</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="User">Who has signed in.</param>
sealed record SessionResponse(string AccessToken, string TokenType, int ExpiresIn, Me User);

/// <param name="Username">Name of the user, or of the machine key.</param>
/// <param name="Roles">Roles, with those they contain.</param>
/// <param name="Scopes">Scopes of the token.</param>
sealed record Me(string Username, string[] Roles, string[] Scopes)
{
    public static Me Of(Caller caller) => new(caller.Name, caller.Roles.Names(), caller.Scopes);
}

sealed record Credentials(string Username, string Password);
