using System.Collections.Concurrent;

namespace Tollgate.Server.Telemetry;

/// <summary>
/// What must be there before this gate is ready. A part registers itself once, with a check that answers null when all
/// is well and else one sentence that says what is missing.
/// </summary>
sealed class Readiness
{
    readonly ConcurrentDictionary<string, Func<CancellationToken, ValueTask<string?>>> checks = [];

    public void Add(string part, Func<CancellationToken, ValueTask<string?>> check) => checks[part] = check;

    /// <summary>The parts that are missing, with their sentences.</summary>
    public async Task<SortedDictionary<string, string>> Missing(CancellationToken cancellation)
    {
        var missing = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (part, check) in checks)
        {
            try
            {
                if (await check(cancellation) is { } sentence)
                    missing[part] = sentence;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                missing[part] = e.Message;
            }
        }
        return missing;
    }
}
