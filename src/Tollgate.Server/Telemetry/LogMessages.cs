namespace Tollgate.Server.Telemetry;

/// <summary>
/// Every log message of the server. Ids in blocks: 1000 start and stop, 1100 HTTP, 1200 access, 1300 storage,
/// 1400 ingestion, 1500 decisions, 1600 cases, 1700 models, 1800 live.
/// </summary>
static partial class LogMessages
{
    [LoggerMessage(1000, LogLevel.Information, "Tollgate listens on {Urls}, data in {DataFolder}")]
    public static partial void Listening(this ILogger logger, string urls, string dataFolder);

    [LoggerMessage(1001, LogLevel.Warning, "Demo mode: whoever reaches this address can sign in as admin / admin123")]
    public static partial void DemoMode(this ILogger logger);

    [LoggerMessage(1100, LogLevel.Error, "{Method} {Path} failed, trace id {TraceId}")]
    public static partial void RequestFailed(
        this ILogger logger, Exception failure, string method, string path, string traceId);

    [LoggerMessage(1200, LogLevel.Warning, "Keys and users could not be read again; those read last stay in force")]
    public static partial void KeyRingStale(this ILogger logger, Exception failure);

    [LoggerMessage(1201, LogLevel.Warning, "Old nonces and refresh tokens could not be removed")]
    public static partial void PurgeFailed(this ILogger logger, Exception failure);

    [LoggerMessage(1202, LogLevel.Warning, "A used refresh token came again: ended session {Session} of {UserId}")]
    public static partial void RefreshTokenReused(this ILogger logger, Guid session, Guid userId);

    [LoggerMessage(1203, LogLevel.Error, "A nonce could not be stored; the request was refused")]
    public static partial void NonceStoreFailed(this ILogger logger, Exception failure);
}
