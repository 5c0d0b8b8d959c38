namespace Tollgate.Server.Configuration;

/// <summary>Tokens and their secrets. <c>Tollgate:Access</c>, TOLLGATE_MASTER_KEY, TOLLGATE_JWT_KEY.</summary>
sealed record AccessSettings
{
    public required TimeSpan AccessTokenLifetime { get; init; }

    public required TimeSpan RefreshTokenLifetime { get; init; }

    /// <summary>How long a used refresh token answers again, for a second tab or a retry.</summary>
    public required TimeSpan RefreshTokenLeeway { get; init; }

    /// <summary>From a sign-in until the next is needed, however often its tokens are refreshed.</summary>
    public required TimeSpan SessionLifetime { get; init; }

    /// <summary>File with the 32 bytes, in base64 or hex, that machine keys are encrypted under.</summary>
    public required string? MasterKeyFile { get; init; }

    /// <summary>The same as text, from TOLLGATE_MASTER_KEY; it wins over the file.</summary>
    public required string? MasterKey { get; init; }

    /// <summary>File with the 32 bytes, in base64 or hex, that sign access tokens.</summary>
    public required string? JwtKeyFile { get; init; }

    /// <summary>The same as text, from TOLLGATE_JWT_KEY; it wins over the file.</summary>
    public required string? JwtKey { get; init; }

    public static AccessSettings Read(SettingsReader reader, IConfiguration configuration) => new()
    {
        AccessTokenLifetime = reader.Duration(
            "Access:AccessTokenLifetime", TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)),
        RefreshTokenLifetime = reader.Duration(
            "Access:RefreshTokenLifetime", TimeSpan.FromDays(14), TimeSpan.FromDays(1), TimeSpan.FromDays(365)),
        RefreshTokenLeeway = reader.Duration(
            "Access:RefreshTokenLeeway", TimeSpan.FromSeconds(30), TimeSpan.Zero, TimeSpan.FromMinutes(1)),
        SessionLifetime = reader.Duration(
            "Access:SessionLifetime", TimeSpan.FromDays(30), TimeSpan.FromHours(1), TimeSpan.FromDays(365)),
        MasterKeyFile = reader.Text("Access:MasterKeyFile"),
        MasterKey = configuration["TOLLGATE_MASTER_KEY"],
        JwtKeyFile = reader.Text("Access:JwtKeyFile"),
        JwtKey = configuration["TOLLGATE_JWT_KEY"],
    };

    /// <summary>Prints no secret, should a record ever reach a log.</summary>
    public override string ToString() => nameof(AccessSettings);
}
