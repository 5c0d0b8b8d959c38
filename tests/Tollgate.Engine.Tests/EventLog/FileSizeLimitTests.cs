using System.Diagnostics;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.EventLog;

/// <summary>
/// A process whose files may not grow past a limit: .NET tells of it with an exception that is no
/// <see cref="IOException"/>. The limit holds for a whole process, so the test runs one of its own.
/// </summary>
public sealed class FileSizeLimitTests
{
    const string Folder = "TOLLGATE_TEST_LIMITED_FOLDER";

    [Fact]
    public async Task A_limit_on_the_size_of_files_is_a_failed_write_like_any_other()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ulimit is asked of bash");
        using var folder = new TemporaryFolder();
        var executable = Path.Combine(AppContext.BaseDirectory, typeof(FileSizeLimitTests).Assembly.GetName().Name!);
        // Without the trap the signal of the limit would end the process.
        var start = new ProcessStartInfo("bash", [
            "-c", "trap '' XFSZ; ulimit -f 16; exec \"$@\"", "bash", executable,
            "-explicit", "only", "-class", typeof(FileSizeLimitTests).FullName!,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The runtime keeps its code in a file of its own otherwise, which the limit would hold for as well.
            Environment = { [Folder] = folder, ["DOTNET_EnableWriteXorExecute"] = "0" },
        };
        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)
            + await child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(child.ExitCode == 0, output);
        // The limit is 16 KB; what fitted in is there, and nothing of what did not.
        Assert.Equal(100, LogCopy.OpenAndRead(folder, new(), out var torn)!.Count);
        Assert.Null(torn);
    }

    [Fact(Explicit = true)]
    public void Within_the_limited_process()
    {
        using var log = FileLog.Open(Environment.GetEnvironmentVariable(Folder)!, new());
        Append(log, 1, 100);
        log.Commit();
        Append(log, 101, 300);
        var failed = Assert.IsType<LogException>(Record.Exception(log.Commit));
        Assert.NotNull(failed.InnerException);
        Assert.Same(failed, log.Failure);
        Assert.False(log.Probe());
        log.Discard();
        Assert.Equal(100, LogCopy.Read(log.OpenCursor(0)).Count);
    }

    static void Append(FileLog log, int from, int to)
    {
        for (var time = from; time <= to; time++)
            LogCopy.Append(log, time);
    }
}
