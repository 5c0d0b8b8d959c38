using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Tollgate.Server.Tests.Support;

/// <summary>The built executable as a process of its own, which can be killed.</summary>
sealed partial class TollgateProcess : IDisposable
{
    readonly Process process;

    TollgateProcess(Process process, Uri url) => (this.process, Url) = (process, url);

    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, "tollgate");

    public Uri Url { get; }

    /// <summary>Starts <c>tollgate serve</c> on a free port and returns when it listens.</summary>
    public static async Task<TollgateProcess> Serve(string folder, params string[] settings)
    {
        var process = Begin(
            ["serve", "--data", folder, "--port", "0", "--demo", "--no-history", "--no-simulate", .. settings]);
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (Listening().Match(line) is { Success: true } found)
            {
                // Left unread, a full pipe would stop the server.
                _ = process.StandardOutput.ReadToEndAsync();
                return new TollgateProcess(process, new Uri(found.Groups[1].Value));
            }
        }
        throw new InvalidOperationException(
            $"The server did not start:\n{string.Join('\n', said)}\n{await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Runs a verb to its end.</summary>
    public static Task<(int Exit, string Out, string Error)> Run(params string[] arguments) =>
        RunWith("", arguments);

    /// <summary>Runs a verb to its end, with this on its standard input.</summary>
    public static Task<(int Exit, string Out, string Error)> RunWith(string input, params string[] arguments) =>
        RunToEnd(Begin(arguments), input);

    /// <summary>Runs a verb to its end, with this environment variable.</summary>
    public static Task<(int Exit, string Out, string Error)> RunWith(
        (string Name, string Value) variable, params string[] arguments) =>
        RunToEnd(Begin(arguments, variable), "");

    static async Task<(int Exit, string Out, string Error)> RunToEnd(Process begun, string input)
    {
        using var process = begun;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
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

    static Process Begin(string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Executable, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    [GeneratedRegex("listens on (http://[^ ,]+)")]
    private static partial Regex Listening();
}
