namespace Tollgate.Engine.EventLog;

/// <summary>A log that cannot be opened, read or written; the message is one sentence for the operator.</summary>
public sealed class LogException(string message, Exception? inner = null) : IOException(message, inner)
{
    internal const string Remedy = "run \"tollgate log repair\", or restore it from a copy.";

    /// <summary>Whether the bytes are wrong or gone, and not only kept back by the disk for now.</summary>
    public bool IsDamage => InnerException is null;

    internal static LogException DamagedAt(string path, long at) =>
        new($"{path} is damaged at byte {at}: {Remedy}");

    internal static LogException EndsEarly(string path, long length, long written) =>
        new($"{path} ends at byte {length}, but {written} bytes of it were written: {Remedy}");

    internal static LogException NotKept(string folder, long offset) =>
        new($"The log in {folder} is not kept back to offset {offset}.");

    /// <summary>Whatever the file system has thrown, as the one exception of a log.</summary>
    internal static LogException From(Exception e, string path, string failing) =>
        e as LogException ?? new($"{path} cannot be {failing}: {e.Message}", e);
}
