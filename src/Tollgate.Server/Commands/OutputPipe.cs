using System.Runtime.InteropServices;

namespace Tollgate.Server.Commands;

/// <summary>
/// Asks the system about standard output. .NET lets every write to a pipe that nobody reads any more succeed, so a verb
/// that prints without end behind <c>| head</c> would never learn that it may stop.
/// </summary>
static class OutputPipe
{
    const int StandardOutput = 1;
    const short Error = 0x08, HungUp = 0x10;

    /// <summary>Whether nobody is left who could read the output.</summary>
    public static bool IsClosed
    {
        get
        {
            if (OperatingSystem.IsWindows())
                return false;
            var asked = new PollRequest { File = StandardOutput };
            return Poll(ref asked, 1, 0) > 0 && (asked.Found & (Error | HungUp)) != 0;
        }
    }

    [DllImport("libc", EntryPoint = "poll")]
    static extern int Poll(ref PollRequest requests, nuint count, int timeoutMs);

    [StructLayout(LayoutKind.Sequential)]
    struct PollRequest
    {
        public int File;
        public short Wanted;
        public short Found;
    }
}
