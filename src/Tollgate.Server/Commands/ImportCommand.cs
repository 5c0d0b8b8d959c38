using System.CommandLine;
using System.Text.Json;
using Tollgate.Engine.EventLog;
using Tollgate.Server.Decisions;
using Tollgate.Server.Hosting;
using Tollgate.Server.Http;
using Tollgate.Server.Import;
using Tollgate.Server.Models;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Commands;

/// <summary><c>tollgate import</c></summary>
static class ImportCommand
{
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "CSV (.csv) or JSON lines (.jsonl, .ndjson), each also with .gz; sorted by time.",
        Arity = ArgumentArity.OneOrMore,
    };

    static readonly Option<string> Map = new("--map")
    {
        Description = "MAP.yaml: which column is which field; see docs/import.md and docs/examples/.",
        Required = true,
    };

    static readonly Option<string?> Rejects = new("--rejects")
    {
        Description = "File for rows that cannot be taken (default import-rejects-TIME.csv in the data folder).",
    };

    static readonly Option<bool> OpenCases = new("--open-cases")
    {
        Description = "Let risky payments of the history raise alerts and open cases.",
    };

    static readonly Option<bool> AsJson = new("--json") { Description = "Print one JSON object." };

    public static Command Create()
    {
        var command = new Command("import", """
            Bring history into the log, before the first live payment.

            Every row passes the same rules as live traffic. Rows that cannot be read or break a rule go to the rejects
            file; the rest is decided in the order of the files, with the event time as the time of the record. Frauds
            get their label at the time they were reported. Not beside a running server.
            """)
        {
            Files, Map, Rejects, OpenCases, AsJson, CommandSettings.Data,
        };
        command.SetAction(Run);
        return command;
    }

    static async Task<int> Run(ParseResult arguments, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var settings = CommandSettings.Read(arguments);
        var map = MapFile.Read(arguments.GetValue(Map)!);
        var mapper = new RowMapper(map);
        DataFolder.Make(settings);
        var files = OpenAll(arguments.GetValue(Files)!, map, mapper);
        var rejectsPath = arguments.GetValue(Rejects)
            ?? Path.Combine(settings.DataFolder, $"import-rejects-{clock.GetUtcNow():yyyyMMdd'T'HHmmss}.csv");
        var flags = RecordFlags.Imported
            | (arguments.GetValue(OpenCases) ? RecordFlags.None : RecordFlags.Silent);

        var started = clock.GetTimestamp();
        using var rejects = new RejectsFile(rejectsPath);
        using var gate = GateSetup.OpenAlone(settings, new ModelRegistry(settings, clock), clock);
        gate.Start();
        var importer = new Importer(gate, mapper, rejects, new SubmitProblems(settings), clock, flags);
        await importer.Begin();
        await ProgressDisplay.Show(
            "Importing", progress => ImportAll(importer, files, progress, clock, cancellation), clock);
        var summary = new ImportSummary(
            importer.Rows, importer.Imported, importer.AlreadyThere, importer.Frauds, rejects.Count,
            rejects.Count > 0 ? rejects.Path : null, Math.Round(clock.GetElapsedTime(started).TotalSeconds, 2));
        Print(summary, arguments.GetValue(AsJson));
        if (!cancellation.IsCancellationRequested)
            return summary.Imported + summary.AlreadyThere > 0 ? 0 : 1;
        await Console.Error.WriteLineAsync(
            "Stopped before the end; import again to go on: what is there already is passed over.");
        return 1;
    }

    // All are opened first, so that a wrong name or header stops the import before it has begun.
    static List<InputFile> OpenAll(string[] paths, ImportMap map, RowMapper mapper) =>
        [.. paths.Select(path => new InputFile(path, map, mapper.Wanted))];

    static async Task<bool> ImportAll(
        Importer importer, List<InputFile> files, IProgress<double> progress, TimeProvider clock,
        CancellationToken cancellation)
    {
        var total = (double)Math.Max(1, files.Sum(file => file.Length));
        await using var beat = clock.CreateTimer(
            _ => progress.Report(files.Sum(file => file.Read) / total), null, Beat, Beat);
        foreach (var file in files)
            await Task.Run(() => importer.Run(file, cancellation), CancellationToken.None);
        await importer.Finish();
        files.ForEach(file => file.Dispose());
        return true;
    }

    static void Print(ImportSummary summary, bool asJson) => Console.WriteLine(asJson
        ? JsonSerializer.Serialize(summary, ApiJson.Options)
        : $"""
            rows           {summary.Rows,12:N0}
            imported       {summary.Imported,12:N0}
            already there  {summary.AlreadyThere,12:N0}
            frauds         {summary.Frauds,12:N0}
            rejected       {summary.Rejected,12:N0}{(summary.RejectsFile is { } file ? "  see " + file : "")}
            seconds        {summary.Seconds,12:N1}   {summary.RowsPerSecond:N0} rows/s
            """);
}
