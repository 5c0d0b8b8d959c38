using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Tollgate.Server.Access;

/// <summary>Who makes a request, by bearer token or by signature.</summary>
/// <param name="Actor">For the audit log: <c>user:NAME</c> or <c>key:ID</c>.</param>
/// <param name="Name">User name, or the name of the machine key.</param>
/// <param name="Roles">With the roles they contain; none for a machine.</param>
/// <param name="Scopes">Machine scopes.</param>
/// <param name="UserId">Null for a machine.</param>
sealed record Caller(string Actor, string Name, Roles Roles, string[] Scopes, Guid? UserId = null)
{
    public static readonly Caller Nobody = new("anonymous", "anonymous", Roles.None, []);

    /// <summary>The caller by bearer token, else <see cref="Nobody"/>.</summary>
    public static Caller Of(HttpContext http) => (http.User as CallerPrincipal)?.Caller ?? Nobody;

    public bool Has(Roles anyOf) => (Roles & anyOf) != 0;

    public bool Has(string scope) => Array.IndexOf(Scopes, scope) >= 0;
}

/// <summary>A <see cref="Caller"/> where the framework wants claims.</summary>
/// <param name="token">By which the caller is known; it has been checked.</param>
sealed class CallerPrincipal(Caller caller, JsonWebToken token, string scheme)
    : ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", caller.Actor)], scheme, "sub", "roles"))
{
    public Caller Caller { get; } = caller;
    public JsonWebToken Token { get; } = token;
}
