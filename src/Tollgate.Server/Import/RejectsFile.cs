using System.Text;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Import;

/// <summary>The rows that were not taken, as CSV: file, line, reason, row. Made with the first of them.</summary>
sealed class RejectsFile(string path) : IDisposable
{
    StreamWriter? writer;

    public string Path { get; } = path;

    public long Count { get; private set; }

    public void Add(string file, long line, string reason, ReadOnlySpan<byte> row)
    {
        Count++;
        writer ??= Open();
        writer.WriteLine($"{Quoted(file)},{line},{Quoted(reason)},{Quoted(Encoding.UTF8.GetString(row))}");
    }

    public void Dispose() => writer?.Dispose();

    StreamWriter Open()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        // The rows are as confidential as the log.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            var opened = new StreamWriter(Path, options) { NewLine = "\n" };
            opened.WriteLine("file,line,reason,row");
            return opened;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException("--rejects", $"{Path} cannot be written: {e.Message}");
        }
    }

    static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
