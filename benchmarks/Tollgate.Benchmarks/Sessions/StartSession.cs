using System.Diagnostics;
using Tollgate.Benchmarks.Driving;
using Tollgate.Benchmarks.Http;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>From the start on an empty folder to the first decision, and the memory of an idle server.</summary>
static class StartSession
{
    const int Runs = 5;

    public static async Task Run(Report report)
    {
        var seconds = new List<double>();
        var megabytes = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            using var tollgate = new TollgateProcess();
            await FirstDecision(tollgate);
            seconds.Add(Stopwatch.GetElapsedTime(tollgate.Started).TotalSeconds);
            await Task.Delay(TimeSpan.FromSeconds(2));
            megabytes.Add(tollgate.ResidentBytes / 1e6);
        }
        report.Add("start.first_decision", seconds.Order().ElementAt(Runs / 2), "s");
        report.Add("start.idle_memory", megabytes.Order().ElementAt(Runs / 2), "MB resident");
    }

    static async Task FirstDecision(TollgateProcess tollgate)
    {
        await HttpLoad.WaitFor(tollgate.Port);
        using var connection = new Connection(tollgate.Port);
        var now = TimeProvider.System.GetUtcNow();
        var body = new Traffic(1, start: now.AddMinutes(-1))[0];
        await connection.Exchange(SignedDecision.Bytes(tollgate.Port, tollgate.Key, body, now));
    }
}
