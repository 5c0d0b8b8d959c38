using System.Diagnostics;
using System.Text;
using Tollgate.Server.Access.Signing;

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
        await HttpSession.WaitFor(tollgate.Port);
        using var connection = new Connection(tollgate.Port);
        var now = TimeProvider.System.GetUtcNow();
        var body = new Traffic(1, start: now.AddMinutes(-1))[0].ToArray();
        var timestamp = now.ToUnixTimeSeconds().ToString();
        var signature = RequestSignature.Sign(tollgate.Secret, "POST", "/api/decisions", timestamp, "", body);
        var head =
            "POST /api/decisions HTTP/1.1\r\n" +
            "Host: 127.0.0.1\r\n" +
            "Content-Type: application/json\r\n" +
            $"X-Tollgate-Key: {tollgate.KeyId}\r\n" +
            $"X-Tollgate-Timestamp: {timestamp}\r\n" +
            $"X-Tollgate-Signature: {signature}\r\n" +
            $"Content-Length: {body.Length}\r\n\r\n";
        await connection.Exchange((byte[])[.. Encoding.ASCII.GetBytes(head), .. body]);
    }
}
