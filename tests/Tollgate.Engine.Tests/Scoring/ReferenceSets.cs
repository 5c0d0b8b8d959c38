using System.Globalization;
using System.IO.Compression;

namespace Tollgate.Engine.Tests.Scoring;

/// <summary>Published data sets and forests grown by scikit-learn, in the folder that TOLLGATE_DATA names.</summary>
static class ReferenceSets
{
    /// <summary>The file, or the test is skipped with the name of what is missing.</summary>
    public static Stream Open(string name)
    {
        var path = Path.Combine(Folder(), name);
        Assert.SkipUnless(File.Exists(path), $"{name} is not in the data folder (TOLLGATE_DATA)");
        return new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
    }

    /// <summary>Features row-major, and the label column: 1 = anomaly.</summary>
    public static (double[] Rows, int FeatureCount, bool[] Labels) ReadAdBench(string set)
    {
        using var reader = new StreamReader(Open($"adbench/{set}.csv.gz"));
        var featureCount = reader.ReadLine()!.Split(',').Length - 1;
        List<double> rows = [];
        List<bool> labels = [];
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            for (var i = 0; i < featureCount; i++)
                rows.Add(double.Parse(cells[i], CultureInfo.InvariantCulture));
            labels.Add(double.Parse(cells[featureCount], CultureInfo.InvariantCulture) == 1);
        }
        return ([.. rows], featureCount, [.. labels]);
    }

    static string Folder()
    {
        if (Environment.GetEnvironmentVariable("TOLLGATE_DATA") is { Length: > 0 } named)
            return named;
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Tollgate.slnx")))
            root = root.Parent;
        return Path.Combine(root?.FullName ?? ".", "..", "shared", "data");
    }
}
