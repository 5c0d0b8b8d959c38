using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Access.Sessions;

/// <summary>
/// Makes and reads access tokens: JWT, HS256. Claims: <c>iss</c>, <c>aud</c>, <c>exp</c>, <c>sub</c> (user or key id),
/// <c>name</c>, <c>roles</c>, <c>scope</c>, and for people <c>sid</c> (sign-in) and <c>ver</c> (token version).
/// What a token may do is looked up in the <see cref="CredentialCache"/> at every request. A token with fewer scopes
/// than its person has is for a program: the roles of the person do not count in it.
/// </summary>
sealed class AccessTokens
{
    const string Issuer = "tollgate";
    const string Audience = "tollgate-api";

    readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };
    readonly SigningCredentials credentials;
    readonly CredentialCache keys;
    readonly TimeProvider clock;
    readonly bool demo;

    public AccessTokens(Settings settings, TokenSecret secret, CredentialCache keys, TimeProvider clock)
    {
        this.keys = keys;
        this.clock = clock;
        demo = settings.Demo;
        Lifetime = settings.Access.AccessTokenLifetime;
        var key = new SymmetricSecurityKey(secret.KeyFor("tollgate access token"));
        credentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);
        Validation = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidTypes = ["at+jwt"],
            IssuerSigningKey = credentials.Key,
            RequireExpirationTime = true,
            LifetimeValidator = (_, expires, token, _) => IsAlive((JsonWebToken)token, expires),
        };
    }

    public TimeSpan Lifetime { get; }

    public TokenValidationParameters Validation { get; }

    /// <summary>A token for a person, which ends with the session.</summary>
    public string ForUser(ActiveUser user, Guid session, string[] scopes, TimeSpan lifetime)
    {
        var roles = IsNarrowed(user.Caller.Roles, scopes) ? Roles.None : user.Caller.Roles;
        return Make(lifetime, new Dictionary<string, object>
        {
            ["sub"] = user.Caller.UserId!.Value.ToString(),
            ["name"] = user.Caller.Name,
            ["roles"] = roles.Names(),
            ["scope"] = string.Join(' ', scopes),
            ["sid"] = session.ToString(),
            ["ver"] = user.TokenVersion,
        });
    }

    public string ForKey(string keyId, ActiveKey key, string[] scopes) => Make(Lifetime, new Dictionary<string, object>
    {
        ["sub"] = keyId,
        ["name"] = key.Caller.Name,
        ["roles"] = Array.Empty<string>(),
        ["scope"] = string.Join(' ', scopes),
    });

    /// <summary>Whether a person with these roles has more scopes than these.</summary>
    public static bool IsNarrowed(Roles roles, string[] scopes) => Scopes.Of(roles).Except(scopes).Any();

    /// <summary>The caller as of now; null when the user, key or sign-in behind the token is no more.</summary>
    public Caller? CallerOf(JsonWebToken token)
    {
        var scopes = Scopes.Split(token.GetClaim("scope").Value);
        if (!token.TryGetPayloadValue<string>("sid", out var sid))
            return keys.FindKey(token.Subject) is { } key ? WithScopes(key.Caller, scopes) : null;
        if (!Guid.TryParse(sid, out var session) || keys.HasEnded(session))
            return null;
        if (!Guid.TryParse(token.Subject, out var id) || keys.FindUser(id) is not { } user)
            return null;
        if (user.DemoPassword && !demo)
            return null;
        if (token.GetPayloadValue<int>("ver") != user.TokenVersion)
            return null;
        var caller = WithScopes(user.Caller, scopes);
        return MayUseRoles(token, scopes) ? caller : caller with { Roles = Roles.None };
    }

    // An ended session is remembered for one lifetime, so a token from before a restart that made lifetimes shorter
    // must end as early as one of today.
    bool IsAlive(JsonWebToken token, DateTime? expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires > now && token.IssuedAt + Lifetime > now;
    }

    // By the roles at the time it was made: those given since do not turn a whole token into a narrowed one.
    static bool MayUseRoles(JsonWebToken token, string[] scopes)
    {
        var roles = RoleNames.FromText(string.Join(' ', token.GetPayloadValue<string[]>("roles")));
        return roles != Roles.None && !IsNarrowed(roles, scopes);
    }

    static Caller WithScopes(Caller caller, string[] scopes) =>
        caller.Scopes.AsSpan().SequenceEqual(scopes)
            ? caller
            : caller with { Scopes = [.. caller.Scopes.Intersect(scopes)] };

    string Make(TimeSpan lifetime, Dictionary<string, object> claims)
    {
        claims["jti"] = Guid.NewGuid().ToString("N");
        var now = clock.GetUtcNow().UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            TokenType = "at+jwt",
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            Claims = claims,
            SigningCredentials = credentials,
        });
    }
}
