using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Access.Sessions;

/// <summary>
/// Makes and reads access tokens: JWT, HS256. Claims: <c>iss</c>, <c>aud</c>, <c>exp</c>, <c>sub</c> (user or key id),
/// <c>name</c>, <c>roles</c>, <c>scope</c>, and for people <c>sid</c> (sign-in) and <c>ver</c> (token version).
/// What a token may do is looked up in the <see cref="CredentialCache"/> at every request: it can only lose rights.
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

    public AccessTokens(Settings settings, CredentialCache keys, TimeProvider clock)
    {
        this.keys = keys;
        this.clock = clock;
        demo = settings.Demo;
        Lifetime = settings.Access.AccessTokenLifetime;
        var ownFile = Path.Combine(settings.DataFolder, "jwt.key");
        var key = SecretKeyFile.Find(
            settings.Access.JwtKey, "TOLLGATE_JWT_KEY",
            settings.Access.JwtKeyFile, "Tollgate:Access:JwtKeyFile", ownFile) ?? SecretKeyFile.Make(ownFile);
        // Its own key for its own purpose, should both secrets be set to the same bytes.
        var purpose = "tollgate access token"u8.ToArray();
        key = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, SecretKeyFile.Length, info: purpose);
        credentials = new SigningCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256);
        Validation = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidTypes = ["at+jwt"],
            IssuerSigningKey = credentials.Key,
            RequireExpirationTime = true,
            LifetimeValidator = (_, expires, _, _) => expires > clock.GetUtcNow().UtcDateTime,
        };
    }

    public TimeSpan Lifetime { get; }

    public TokenValidationParameters Validation { get; }

    /// <summary>A token for a person, which ends with the session.</summary>
    public string ForUser(ActiveUser user, Guid session, string[] scopes) => Make(new Dictionary<string, object>
    {
        ["sub"] = user.Caller.UserId!.Value.ToString(),
        ["name"] = user.Caller.Name,
        ["roles"] = user.Caller.Roles.Names(),
        ["scope"] = string.Join(' ', scopes),
        ["sid"] = session.ToString(),
        ["ver"] = user.TokenVersion,
    });

    public string ForKey(string keyId, ActiveKey key, string[] scopes) => Make(new Dictionary<string, object>
    {
        ["sub"] = keyId,
        ["name"] = key.Caller.Name,
        ["roles"] = Array.Empty<string>(),
        ["scope"] = string.Join(' ', scopes),
    });

    /// <summary>The caller as of now; null when the user, key or sign-in behind the token is no more.</summary>
    public Caller? CallerOf(JsonWebToken token)
    {
        var scopes = Scopes.Split(token.GetClaim("scope").Value);
        if (!token.TryGetPayloadValue<string>("sid", out var sid))
            return keys.FindKey(token.Subject) is { } key ? Narrowed(key.Caller, scopes) : null;
        if (!Guid.TryParse(sid, out var session) || keys.HasEnded(session))
            return null;
        if (!Guid.TryParse(token.Subject, out var id) || keys.FindUser(id) is not { } user)
            return null;
        if (user.DemoPassword && !demo)
            return null;
        return token.GetPayloadValue<int>("ver") == user.TokenVersion ? Narrowed(user.Caller, scopes) : null;
    }

    static Caller Narrowed(Caller caller, string[] scopes) =>
        caller.Scopes.AsSpan().SequenceEqual(scopes)
            ? caller
            : caller with { Scopes = [.. caller.Scopes.Intersect(scopes)] };

    string Make(Dictionary<string, object> claims)
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
            Expires = now + Lifetime,
            Claims = claims,
            SigningCredentials = credentials,
        });
    }
}
