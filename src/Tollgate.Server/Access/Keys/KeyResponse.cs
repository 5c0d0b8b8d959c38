namespace Tollgate.Server.Access.Keys;

sealed record KeyList(KeyResponse[] Items);

/// <param name="KeyId">For the header X-Tollgate-Key.</param>
/// <param name="Name">Name of the machine.</param>
/// <param name="Scopes">decide, label, cases, read</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">Set when a successor was made.</param>
/// <param name="RevokedAt">Set when it was revoked.</param>
sealed record KeyResponse(
    string KeyId,
    string Name,
    string[] Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt)
{
    public static KeyResponse Of(ApiKey key) =>
        new(key.Id, key.Name, Access.Scopes.Split(key.Scopes), key.CreatedAt, key.ExpiresAt, key.RevokedAt);
}

/// <param name="Name">1–64 characters; the source of the cases and labels it sends.</param>
/// <param name="Scopes">At least one of decide, label, cases, read.</param>
sealed record NewKey(string Name, string[] Scopes);

/// <param name="KeyId">For the header X-Tollgate-Key.</param>
/// <param name="Secret">base64url of the 32 bytes of the HMAC key; shown this once.</param>
/// <param name="Name">Name of the machine.</param>
/// <param name="Scopes">What it may do.</param>
sealed record KeySecret(string KeyId, string Secret, string Name, string[] Scopes)
{
    public static KeySecret Of(ApiKey key, string secret) =>
        new(key.Id, secret, key.Name, Access.Scopes.Split(key.Scopes));
}
