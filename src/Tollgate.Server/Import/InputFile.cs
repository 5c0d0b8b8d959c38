using System.IO.Compression;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Import;

/// <summary>A file of history: .csv, .jsonl or .ndjson, each also with .gz behind.</summary>
sealed class InputFile : IDisposable
{
    readonly FileStream file;

    /// <exception cref="OperatorException">It cannot be read, or is of no known kind.</exception>
    public InputFile(string path, ImportMap map, IReadOnlyList<string> wanted)
    {
        Name = Path.GetFileName(path);
        try
        {
            file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException(path, $"cannot be read: {e.Message}");
        }
        Length = file.Length;
        var isPacked = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        Stream content = isPacked ? new GZipStream(file, CompressionMode.Decompress) : file;
        Rows = Path.GetExtension(isPacked ? path[..^3] : path).ToLowerInvariant() switch
        {
            ".csv" => new CsvRows(content, Name, wanted, map.Delimiter),
            ".jsonl" or ".ndjson" => new JsonRows(content, wanted),
            _ => throw new OperatorException(path, "must end in .csv, .jsonl or .ndjson, with or without .gz behind."),
        };
    }

    public string Name { get; }

    public RowReader Rows { get; }

    /// <summary>Bytes of the file, packed as it is.</summary>
    public long Length { get; }

    /// <summary>Of them, those read so far. Any thread.</summary>
    public long Read => file.CanRead ? file.Position : Length;

    public void Dispose() => Rows.Dispose();
}
