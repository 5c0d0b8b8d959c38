using System.ComponentModel.DataAnnotations;

namespace Tollgate.Server.Access.Keys;

sealed record KeysResponse(KeyResponse[] Items);

/// <summary>A machine key, without its secret.</summary>
/// <param name="KeyId">For the header X-Tollgate-Key.</param>
/// <param name="Name">Name of the machine.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">Set when a successor was made.</param>
/// <param name="RevokedAt">Set when it was revoked.</param>
sealed record KeyResponse(
    string KeyId,
    string Name,
    [property: AllowedValues(Access.Scopes.Decide, Access.Scopes.Label, Access.Scopes.Cases, Access.Scopes.Read)]
    string[] Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt)
{
    public static KeyResponse Of(ApiKey key) =>
        new(key.Id, key.Name, Access.Scopes.Split(key.Scopes), key.CreatedAt, key.ExpiresAt, key.RevokedAt);
}

/// <summary>A machine key to be made.</summary>
/// <param name="Name">1–64 characters; the source of the cases and labels it sends.</param>
/// <param name="Scopes">At least one.</param>
sealed record KeyRequest(
    string Name,
    [property: AllowedValues(Access.Scopes.Decide, Access.Scopes.Label, Access.Scopes.Cases, Access.Scopes.Read)]
    string[] Scopes);

/// <summary>A new machine key.</summary>
/// <param name="KeyId">For the header X-Tollgate-Key.</param>
/// <param name="Secret">base64url of the 32 bytes of the HMAC key; shown this once.</param>
/// <param name="Name">Name of the machine.</param>
/// <param name="Scopes">What it may do.</param>
sealed record KeySecretResponse(
    string KeyId,
    string Secret,
    string Name,
    [property: AllowedValues(Access.Scopes.Decide, Access.Scopes.Label, Access.Scopes.Cases, Access.Scopes.Read)]
    string[] Scopes)
{
    public static KeySecretResponse Of(ApiKey key, string secret) =>
        new(key.Id, secret, key.Name, Access.Scopes.Split(key.Scopes));
}
