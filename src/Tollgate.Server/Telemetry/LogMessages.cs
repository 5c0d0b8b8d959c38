namespace Tollgate.Server.Telemetry;

/// <summary>
/// Every log message of the server. Ids in blocks: 1000 start and stop, 1100 HTTP, 1200 access, 1300 storage,
/// 1400 gate, 1500 decisions, 1600 cases and their labels, 1700 models, 1800 heartbeat.
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

    [LoggerMessage(1101, LogLevel.Error, "{Method} {Path} was refused, as the database does not answer")]
    public static partial void DatabaseFailed(this ILogger logger, Exception failure, string method, string path);

    [LoggerMessage(1200, LogLevel.Warning, "Keys and users could not be read again; those read last stay in force")]
    public static partial void CredentialsStale(this ILogger logger, Exception failure);

    [LoggerMessage(1201, LogLevel.Warning, "Old nonces and refresh tokens could not be removed")]
    public static partial void PurgeFailed(this ILogger logger, Exception failure);

    [LoggerMessage(1202, LogLevel.Warning, "A used refresh token came again: ended session {Session} of {UserId}")]
    public static partial void RefreshTokenReused(this ILogger logger, Guid session, Guid userId);

    [LoggerMessage(1203, LogLevel.Error, "A nonce could not be stored; the request was refused")]
    public static partial void NonceStoreFailed(this ILogger logger, Exception failure);

    [LoggerMessage(
        1204, LogLevel.Error, "Key {KeyId} was made under another master key and is left out; revoke it")]
    public static partial void KeyUnreadable(this ILogger logger, string keyId);

    [LoggerMessage(1400, LogLevel.Error, "The log cannot be written; the gate refuses payments until it can.")]
    public static partial void LogNotWritten(this ILogger logger, Exception cause);

    [LoggerMessage(
        1401, LogLevel.Error, "The decision loop has failed; restart the gate, which decides the log again.")]
    public static partial void LoopFailed(this ILogger logger, Exception cause);

    [LoggerMessage(
        1402, LogLevel.Error, "A submission could not be admitted; it was refused, and nothing of it logged.")]
    public static partial void SubmissionFailed(this ILogger logger, Exception cause);

    [LoggerMessage(
        1403, LogLevel.Error, "The snapshot was not written; the next start decides more of the log again.")]
    public static partial void SnapshotNotWritten(this ILogger logger, Exception cause);

    [LoggerMessage(1404, LogLevel.Information, "The log can be written again; the gate takes payments.")]
    public static partial void LogWritten(this ILogger logger);

    [LoggerMessage(
        1405, LogLevel.Error, "A model threw; the payments that made it throw got the configured decision.")]
    public static partial void ModelFailed(this ILogger logger, Exception cause);

    [LoggerMessage(
        1406, LogLevel.Error, "A model cannot be loaded; its payments get the configured decision: {Reason}")]
    public static partial void ModelMissing(this ILogger logger, string reason, Exception cause);

    [LoggerMessage(1407, LogLevel.Error, "Recorded decisions are not those that would be made now: {Reason}")]
    public static partial void DecisionsDiffer(this ILogger logger, string reason);

    [LoggerMessage(1408, LogLevel.Warning, "The end of a log was cut off. {Reason}")]
    public static partial void TailCut(this ILogger logger, string reason);

    [LoggerMessage(1409, LogLevel.Warning, "A file that follows from the logs was made again. {Reason}")]
    public static partial void FileMadeAgain(this ILogger logger, string reason);

    [LoggerMessage(
        1410, LogLevel.Error, "The ids of decisions cannot be written to a file; they stay in memory until they can.")]
    public static partial void IdsNotWritten(this ILogger logger, Exception cause);

    [LoggerMessage(
        1411, LogLevel.Error, "The clock may be wrong: nothing is deleted that only it calls old. {Reason}")]
    public static partial void RetentionWithheld(this ILogger logger, string reason);

    [LoggerMessage(1412, LogLevel.Error, "A log is damaged. {Reason}")]
    public static partial void LogDamaged(this ILogger logger, string reason);

    [LoggerMessage(1600, LogLevel.Error, "Cases cannot be written; the alerts wait in their log")]
    public static partial void CasesNotWritten(this ILogger logger, Exception failure);

    [LoggerMessage(1601, LogLevel.Information, "Cases are written again")]
    public static partial void CasesWrittenAgain(this ILogger logger);

    [LoggerMessage(
        1602, LogLevel.Warning, "The labels of closed cases cannot be logged yet; they wait in the database")]
    public static partial void LabelsWait(this ILogger logger, Exception failure);

    [LoggerMessage(
        1603, LogLevel.Information,
        "Transaction {TransactionId} of a closed case is not in the log; it gets no label")]
    public static partial void NothingToLabel(this ILogger logger, string transactionId);

    [LoggerMessage(
        1604, LogLevel.Error,
        "{Count} alerts cannot be read and made no case; the first is the one at offset {Offset}. {Reason}")]
    public static partial void AlertsPassed(this ILogger logger, int count, long offset, string reason);

    [LoggerMessage(
        1700, LogLevel.Information,
        "The first model is in force: {Model} version {Version}, trained on {Rows} payments")]
    public static partial void FirstModel(this ILogger logger, string model, int version, long rows);

    [LoggerMessage(1701, LogLevel.Error, "The first model could not be trained; it is tried again in a minute")]
    public static partial void FirstTrainingFailed(this ILogger logger, Exception failure);

    [LoggerMessage(1800, LogLevel.Warning, "The open cases could not be counted for a heartbeat")]
    public static partial void HeartbeatFailed(this ILogger logger, Exception failure);
}
