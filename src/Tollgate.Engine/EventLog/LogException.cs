namespace Tollgate.Engine.EventLog;

/// <summary>A log that cannot be opened or read as it is; the message is one sentence for the operator.</summary>
public sealed class LogException(string message, Exception? inner = null) : IOException(message, inner);
