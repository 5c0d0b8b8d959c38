using System.Diagnostics;

namespace Tollgate.Engine.Tests.Pipeline.Faults;

/// <summary>
/// A test in a process of its own, which may be limited or killed. It is one of this assembly that runs only so.
/// </summary>
static class OwnProcess
{
    const string Variable = "TOLLGATE_TEST_FOLDER";

    /// <summary>The folder that the test was given; a test that runs in no process of its own is skipped.</summary>
    public static string Folder
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable(Variable);
            Assert.SkipWhen(folder is null, "another test runs this one in a process of its own");
            return folder;
        }
    }

    public static Process Start(Type test, string method, string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are limited and stopped as on Linux");
        var executable = Path.Combine(AppContext.BaseDirectory, test.Assembly.GetName().Name!);
        // Without the trap, the signal of a limit would end the process.
        var start = new ProcessStartInfo("bash", [
            "-c", "trap '' XFSZ; exec \"$@\"", "bash", executable,
            "-explicit", "only", "-method", $"{test.FullName}.{method}",
        ])
        {
            RedirectStandardOutput = true,
            // The runtime keeps its code in a file of its own otherwise, which a limit would hold for as well.
            Environment = { [Variable] = folder, ["DOTNET_EnableWriteXorExecute"] = "0" },
        };
        return Process.Start(start)!;
    }

    public static async Task Run(Type test, string method, string folder)
    {
        using var process = Start(test, method, folder);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        Assert.Contains("Total: 1", output);
    }
}
