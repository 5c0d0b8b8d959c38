using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Tollgate.Benchmarks.Driving;
using Tollgate.Server.Access.Signing;

namespace Tollgate.Benchmarks.Http;

/// <summary>The real server as a process of its own, on a free port and an empty data folder.</summary>
sealed class TollgateProcess : IDisposable
{
    const string MasterKey = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    readonly Folder folder = new();
    readonly Process process;

    /// <param name="history">JSON lines to import and to train the first model on; empty = none.</param>
    /// <param name="prepare">
    /// Is given the data folder, with a database in it, before the server starts; the demo's user can sign in then.
    /// </param>
    /// <param name="last">Where it stops, in a process of the benchmarks; null = the server as it is built.</param>
    public TollgateProcess(
        ReadOnlySpan<byte> history = default, Action<string>? prepare = null, Step? last = null)
    {
        Port = FreePort();
        if (!history.IsEmpty)
            Prepare(history);
        using var answer = JsonDocument.Parse(
            Run("keys", "new", "bench", "--scopes", "decide,read", "--json", "--data", folder));
        Key = new(
            answer.RootElement.GetProperty("key_id").GetString()!,
            Base64Url.DecodeFromChars(answer.RootElement.GetProperty("secret").GetString()));
        prepare?.Invoke(folder);
        Started = Stopwatch.GetTimestamp();
        process = last is { } step
            ? Start(Environment.ProcessPath!, "rung", step.ToString(), Port.ToString(), folder)
            : Start(
                Executable(), "serve", "--data", folder, "--port", Port.ToString(),
                $"--Tollgate:Demo={prepare is not null}");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
    }

    public int Port { get; }
    public RequestSigner Key { get; }

    /// <summary>Timestamp of the start of the process.</summary>
    public long Started { get; }

    /// <summary>Processor time of the process so far, all its threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory of the process, bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        folder.Dispose();
    }

    void Prepare(ReadOnlySpan<byte> history)
    {
        var file = Path.Combine(folder, "history.jsonl");
        File.WriteAllBytes(file, history);
        Run("import", file, "--map", Repository.ImportMap, "--data", folder);
        Run(
            "train", "--kind", "isolation-forest", "--from", "2000-01-01", "--to", "2100-01-01", "--promote",
            "--data", folder);
        File.Delete(file);
    }

    static string Run(params string[] arguments)
    {
        using var run = Start(Executable(), arguments);
        var output = run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        return run.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"tollgate {arguments[0]} failed: {output}");
    }

    static Process Start(string executable, params string[] arguments)
    {
        var start = new ProcessStartInfo(executable, arguments) { RedirectStandardOutput = true };
        start.Environment["TOLLGATE_MASTER_KEY"] = MasterKey;
        return Process.Start(start)!;
    }

    static string Executable()
    {
        var published = Path.Combine(Repository.Root, "artifacts", "tollgate");
        return File.Exists(published)
            ? published
            : throw new FileNotFoundException("Build it first: ./run --build-only", published);
    }
}
