namespace Tollgate.Server.Access.Sessions;

/// <summary>A sign-in: its user, an access token and the refresh token for the next.</summary>
sealed record Session(Caller Caller, string AccessToken, string[] Scopes, string RefreshToken, TimeSpan Lifetime)
{
    /// <summary>With those of the asked-for scopes that the user has; null asks for all.</summary>
    public static Session Of(ActiveUser user, Guid id, string refreshToken, AccessTokens tokens, string[]? scopes)
    {
        var granted = scopes is null ? user.Caller.Scopes : [.. user.Caller.Scopes.Intersect(scopes)];
        return new Session(user.Caller, tokens.ForUser(user, id, granted), granted, refreshToken, tokens.Lifetime);
    }
}
