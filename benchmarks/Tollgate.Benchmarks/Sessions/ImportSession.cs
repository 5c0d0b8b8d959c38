using System.Buffers;
using System.Diagnostics;
using Tollgate.Benchmarks.Driving;
using Tollgate.Engine.EventLog;
using Tollgate.Server.Decisions;
using Tollgate.Server.Hosting;
using Tollgate.Server.Import;
using Tollgate.Server.Models;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>
/// An import of millions of simulated payments into an empty folder, as <c>tollgate import</c> makes it: the rate of
/// each million, and of the last to that of the first. A gate whose cost grows with its history shows it here.
/// </summary>
static class ImportSession
{
    const int Part = 1_000_000, WarmUp = 100_000;

    public static async Task Run(Report report, int count)
    {
        using var files = new Folder();
        var parts = Write(files, count);
        using (var folder = new Folder())
            await Import(folder, [Write(files, WarmUp)[0]]);
        using (var folder = new Folder())
            Tell(report, await Import(folder, parts), count);
    }

    /// <summary>One stream of payments, in files of a million lines each.</summary>
    static List<string> Write(string folder, int count)
    {
        var paths = new List<string>();
        var simulator = Traffic.Simulator(Traffic.Users, 2.5, Traffic.Start);
        var lines = new ArrayBufferWriter<byte>(1 << 20);
        for (var written = 0; written < count;)
        {
            paths.Add(Path.Combine(folder, $"{count}-{paths.Count}.jsonl"));
            using var file = File.Create(paths[^1]);
            for (var end = Math.Min(count, written + Part); written < end; written++)
            {
                simulator.Next(lines);
                lines.Write("\n"u8);
                if (lines.WrittenCount < 1 << 19 && written + 1 < end)
                    continue;
                file.Write(lines.WrittenSpan);
                lines.ResetWrittenCount();
            }
        }
        return paths;
    }

    static async Task<List<Cost>> Import(string folder, List<string> paths)
    {
        var settings = ServerSettings.Of(folder);
        var clock = TimeProvider.System;
        var map = MapFile.Read(Repository.ImportMap);
        var mapper = new RowMapper(map);
        using var rejects = new RejectsFile(Path.Combine(folder, "rejects.csv"));
        using var gate = GateSetup.OpenAlone(settings, new ModelRegistry(settings, clock), clock);
        gate.Start();
        var importer = new Importer(
            gate, mapper, rejects, new SubmitProblems(settings), clock, RecordFlags.Imported | RecordFlags.Silent);
        await importer.Begin();
        var costs = new List<Cost>();
        foreach (var path in paths)
        {
            using var file = new InputFile(path, map, mapper.Wanted);
            var (started, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await Task.Run(() => importer.Run(file, CancellationToken.None));
            costs.Add(new(Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - used));
        }
        await importer.Finish();
        return rejects.Count == 0 ? costs : throw new InvalidDataException($"{rejects.Count} rows were rejected.");
    }

    static void Tell(Report report, List<Cost> costs, int count)
    {
        for (var i = 0; i < costs.Count; i++)
        {
            var rows = Math.Min(Part, count - (i * Part));
            double Ratio(Func<Cost, TimeSpan> of) => of(costs[0]) / of(costs[i]) * rows / Math.Min(Part, count);

            report.Add(
                $"import.{i + 1}", rows / costs[i].Elapsed.TotalSeconds, $"rows/s, {rows} of {count}", "import.1",
                Ratio(cost => cost.Elapsed));
            report.Add(
                $"import.{i + 1}.cpu", rows / costs[i].Processor.TotalSeconds, "rows/s of processor time",
                "import.1.cpu", Ratio(cost => cost.Processor));
        }
    }

    readonly record struct Cost(TimeSpan Elapsed, TimeSpan Processor);
}
