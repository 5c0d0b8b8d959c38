namespace Tollgate.Engine.EventLog;

/// <summary>
/// Names the run of the machine. What a process has written survives its own crash, so under the same boot id all
/// of it is still there; after a restart of the machine only what was flushed is certain.
/// </summary>
static class BootId
{
    const string File = "/proc/sys/kernel/random/boot_id";

    /// <summary>That of this machine; empty where the system has none, which says nothing about any other.</summary>
    public static Guid Current { get; } = Read();

    static Guid Read()
    {
        try
        {
            return Guid.TryParse(System.IO.File.ReadAllText(File), out var id) ? id : Guid.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Guid.Empty;
        }
    }
}
