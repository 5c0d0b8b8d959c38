using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Tollgate.Server.Access.Sessions;

/// <summary>An access token, as RFC 6749, 5.1 wants it.</summary>
/// <param name="AccessToken">JWT for the header Authorization: Bearer.</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="Scope">Scopes, separated by blanks.</param>
/// <param name="RefreshToken">Good for one refresh; absent for machine keys.</param>
sealed record TokenResponse(
    string AccessToken,
    [property: AllowedValues("Bearer")] string TokenType,
    int ExpiresIn,
    string Scope,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken);

/// <summary>The form of POST /api/token.</summary>
/// <param name="Username">With password.</param>
/// <param name="Password">With password.</param>
/// <param name="RefreshToken">With refresh_token.</param>
/// <param name="ClientId">With client_credentials: the key id.</param>
/// <param name="ClientSecret">With client_credentials: the secret.</param>
/// <param name="Scope">Fewer scopes than one has, separated by blanks.</param>
sealed record TokenRequest(
    [property: AllowedValues("password", "refresh_token", "client_credentials")] string GrantType,
    string? Username = null,
    string? Password = null,
    string? RefreshToken = null,
    string? ClientId = null,
    string? ClientSecret = null,
    string? Scope = null);

/// <summary>The form of POST /api/revoke.</summary>
/// <param name="Token">A refresh token.</param>
sealed record RevokeRequest(string Token);
