using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Tollgate.Server.Tests.Support;

/// <summary>The built executable as a process of its own, which can be killed.</summary>
sealed partial class GateProcess : IDisposable
{
    readonly Process process;

    GateProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, "tollgate");

    public Uri Address { get; }

    /// <summary>Starts <c>tollgate serve</c> on a free port and returns when it listens.</summary>
    public static async Task<GateProcess> Serve(string folder, params string[] settings)
    {
        var process = Start(
            ["serve", "--data", folder, "--port", "0", "--demo", "--no-history", "--no-simulate", .. settings]);
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (Listening().Match(line) is { Success: true } found)
            {
                // Left unread, a full pipe would stop the server.
                _ = process.StandardOutput.ReadToEndAsync();
                return new GateProcess(process, new Uri(found.Groups[1].Value));
            }
        }
        throw new InvalidOperationException(
            $"The server did not start:\n{string.Join('\n', said)}\n{await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Runs a verb to its end and returns what it printed.</summary>
    public static async Task<string> Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(output + await process.StandardError.ReadToEndAsync());
    }

    /// <summary>SIGKILL: it gets no chance to do anything more.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; returns the exit code.</summary>
    public async Task<int> Stop()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    static Process Start(string[] arguments) => Process.Start(new ProcessStartInfo(Executable, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = Path.GetTempPath(),
    })!;

    [GeneratedRegex("listens on (http://[^ ,]+)")]
    private static partial Regex Listening();
}
