using System.Diagnostics;
using System.Numerics;

namespace Tollgate.Benchmarks.Driving;

/// <summary>
/// Keeps a session on one core, with all that the runtime does beside it: collector, compiler, thread pool. A process
/// can only be born so, hence the session runs in a copy of this one.
/// </summary>
static class OneCore
{
    public static async Task<int> Run(string[] args, Func<Task> session)
    {
        if (Environment.ProcessorCount == 1 || !(OperatingSystem.IsLinux() || OperatingSystem.IsWindows()))
        {
            await session();
            return 0;
        }
        using var self = Process.GetCurrentProcess();
        self.ProcessorAffinity = (nint)1 << BitOperations.Log2((ulong)self.ProcessorAffinity); // a child inherits it
        var start = new ProcessStartInfo(Environment.ProcessPath!, args);
        start.Environment["DOTNET_GCgen0size"] = "0x4000000"; // collections would share the one core
        using var copy = Process.Start(start)!;
        await copy.WaitForExitAsync();
        return copy.ExitCode;
    }
}
