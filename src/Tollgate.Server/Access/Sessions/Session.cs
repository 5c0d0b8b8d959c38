namespace Tollgate.Server.Access.Sessions;

/// <summary>
/// A sign-in: its user, an access token and the refresh token for the next, each with how long it lives.
/// </summary>
sealed record Session(
    Caller Caller,
    string AccessToken,
    string[] Scopes,
    TimeSpan Lifetime,
    string RefreshToken,
    TimeSpan RefreshLifetime)
{
    /// <summary>With those of the asked-for scopes that the session has; null asks for all.</summary>
    public static Session Of(SessionLink link, AccessTokens tokens, string[]? scopes, DateTimeOffset now)
    {
        var granted = link.Scopes;
        if (scopes is not null)
            granted = [.. granted.Intersect(scopes)];
        // No token outlives its session.
        var left = link.SessionEndsAt - now;
        var lifetime = left < tokens.Lifetime ? left : tokens.Lifetime;
        return new Session(
            link.User.Caller, tokens.ForUser(link.User, link.Session, granted, lifetime), granted, lifetime,
            link.Token, link.ExpiresAt - now);
    }
}
