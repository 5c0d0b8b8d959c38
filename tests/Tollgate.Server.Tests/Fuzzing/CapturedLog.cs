using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>An entry of the server's log that nothing a client sends may cause.</summary>
/// <param name="Index">Of the request that was being answered; -1 when it is not known.</param>
/// <param name="Kind">Where it comes from and what it is about, for counting.</param>
sealed record LoggedFault(int Index, string Kind, string Text);

/// <summary>Keeps every entry at level Error and above, and every entry with an exception.</summary>
sealed class CapturedLog : ILoggerProvider
{
    const string Mark = "f022";

    public ConcurrentQueue<LoggedFault> Faults { get; } = [];

    /// <summary>A trace parent that tells the server's activity, and so its log, which request it is.</summary>
    public static string TraceParent(int index) => $"00-{Mark}{index:x28}-{index + 1:x16}-00";

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    static int IndexNow() =>
        Activity.Current?.TraceId.ToHexString() is { } trace && trace.StartsWith(Mark, StringComparison.Ordinal)
            ? Convert.ToInt32(trace[^8..], 16)
            : -1;

    sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (logLevel < LogLevel.Error && exception is null)
                return;
            // At once: an exception that a pipe throws again gets another trace.
            var trace = exception?.ToString();
            var frame = trace?.Split('\n').FirstOrDefault(line => line.Contains("at Tollgate."))?.Trim();
            log.Faults.Enqueue(new(
                IndexNow(),
                $"log: {category}[{eventId.Id}] {exception?.GetType().Name} \"{exception?.Message}\" {frame}",
                $"{logLevel} {formatter(state, exception)}\n{trace}"));
        }
    }
}
