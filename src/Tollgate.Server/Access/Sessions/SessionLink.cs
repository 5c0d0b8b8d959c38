using Tollgate.Server.Access.Users;

namespace Tollgate.Server.Access.Sessions;

/// <summary>The newest link in the chain of a sign-in: the one refresh token that is good, in the clear.</summary>
/// <param name="Scopes">Those of the user's that the sign-in was granted.</param>
sealed record SessionLink(
    ActiveUser User,
    Guid Session,
    string Token,
    string[] Scopes,
    DateTimeOffset ExpiresAt,
    DateTimeOffset SessionEndsAt)
{
    public static SessionLink Of(ActiveUser user, RefreshToken row, string token)
    {
        string[] scopes = row.Scopes is { } narrowed
            ? [.. user.Caller.Scopes.Intersect(Access.Scopes.Split(narrowed))]
            : user.Caller.Scopes;
        return new(user, row.FamilyId, token, scopes, row.ExpiresAt, row.SessionEndsAt);
    }
}
