using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tollgate.Server.Storage;

/// <summary>Has the disk keep the names in a folder; the content of files is flushed with the files.</summary>
static partial class FolderFlush
{
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void ToDisk(string folder)
    {
        // Windows writes names through, and .NET opens no folder as a file.
        if (OperatingSystem.IsWindows())
            return;
        const int readOnly = 0;
        using var handle = new SafeFileHandle(Open(folder, readOnly), ownsHandle: true);
        if (handle.IsInvalid)
            throw new IOException($"{folder} cannot be opened (error {Marshal.GetLastPInvokeError()}).");
        RandomAccess.FlushToDisk(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path, int flags);
}
