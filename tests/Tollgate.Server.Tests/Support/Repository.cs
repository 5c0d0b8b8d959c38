namespace Tollgate.Server.Tests.Support;

/// <summary>The files of this repository.</summary>
static class Repository
{
    public static string File(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Tollgate.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run inside the repository.");
        return Path.Combine([folder.FullName, .. path]);
    }
}
