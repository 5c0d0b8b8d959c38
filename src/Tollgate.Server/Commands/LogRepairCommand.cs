using System.CommandLine;
using System.Text.Json;
using Tollgate.Engine.EventLog.Repair;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Reading;
using Tollgate.Engine.Pipeline.Repair;
using Tollgate.Server.Configuration;
using Tollgate.Server.Http;
using Tollgate.Server.Models;

namespace Tollgate.Server.Commands;

/// <summary><c>tollgate log repair</c></summary>
static class LogRepairCommand
{
    static readonly Option<bool> Yes = new("--yes") { Description = "Repair what is damaged." };

    static readonly Option<bool> AsJson = new("--json") { Description = "Print one JSON object." };

    public static Command Create()
    {
        var command = new Command("repair", """
            Show what is damaged in the logs and what it costs; with --yes, keep that aside and make the rest readable.

            Reads all logs whole; the server must be stopped. Exit code 0 when nothing is damaged, or all is repaired.
            """)
        {
            Yes, AsJson, CommandSettings.Data,
        };
        command.SetAction(Run);
        return command;
    }

    static async Task<int> Run(ParseResult arguments, CancellationToken cancellation)
    {
        var settings = CommandSettings.Read(arguments);
        if (!Directory.Exists(settings.Gate.EventsFolder))
            throw new OperatorException("--data", $"{settings.DataFolder} holds no log; name a gate's data folder.");
        try
        {
            using var repair = new GateLogRepair(
                settings.Gate, DefaultFeatures.Set, new ModelRegistry(settings, TimeProvider.System).Load);
            var found = await ProgressDisplay.Show(
                "Reading the logs", progress => Task.Run(() => repair.Inspect(progress, cancellation), cancellation),
                TimeProvider.System);
            var mended = arguments.GetValue(Yes)
                ? await ProgressDisplay.Show(
                    "Deciding again", progress => Task.Run(() => repair.Repair(progress), CancellationToken.None),
                    TimeProvider.System)
                : null;
            Print(arguments.GetValue(AsJson), found, mended);
            return found.Count > 0 && mended is null ? 1 : 0;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not Engine.EventLog.LogException)
        {
            throw new OperatorException("--data", e.Message);
        }
    }

    static void Print(bool json, IReadOnlyList<GateLogDamage> found, GateLogMending? mended)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new RepairReport(
                    [.. found.Select(Place)], mended is not null, mended?.KeptAs ?? [], mended?.Restored,
                    mended?.GivenUp),
                ApiJson.Options));
            return;
        }
        if (found.Count == 0)
            Console.WriteLine("Nothing is damaged.");
        foreach (var damage in found)
            Console.WriteLine(Sentence(damage));
        if (found.Count > 0 && mended is null)
            Console.WriteLine("Nothing was changed. With --yes the logs are repaired; what was there is kept aside.");
        if (mended is not null)
            Print(found, mended);
    }

    static void Print(IReadOnlyList<GateLogDamage> found, GateLogMending mended)
    {
        foreach (var path in mended.KeptAs)
            Console.WriteLine($"Kept aside: {path}");
        if (mended.Restored > 0)
            Console.WriteLine($"{mended.Restored:N0} decisions and alerts stand in their places again, as answered.");
        if (mended.GivenUp > 0)
        {
            Console.WriteLine(
                $"{mended.GivenUp:N0} decisions and alerts are given up: they cannot be made again as they were " +
                "answered. If a model is missing, restore it and repair again.");
        }
        if (found.Count > 0)
            Console.WriteLine("The logs are repaired.");
    }

    static string Sentence(GateLogDamage found)
    {
        var damage = found.Damage;
        var what = damage.Kind switch
        {
            LogDamageKind.Missing => "the segment is missing",
            LogDamageKind.Surplus => "these belong to no record",
            LogDamageKind.Tail => "the end of the log cannot be read, or is not there",
            _ => "these cannot be read",
        };
        var along = damage.WholeRecords > 0 ? " The record beside them is lost as well." : "";
        var remedy = found.Remedy switch
        {
            GateLogRemedy.DecideAgain =>
                "The log ends here then, and the next start makes the rest again from the events.",
            GateLogRemedy.Restore =>
                "The damaged bytes are given up, and what stood there is put back if it is certain to be the same; " +
                "all other records keep their places.",
            GateLogRemedy.Cut => "The log ends here then.",
            _ => "The damaged bytes are given up; all other records keep their places.",
        };
        return $"""
            {Name(found.Log)}: {damage.Path}, bytes {damage.From} to {damage.To} ({damage.Bytes:N0} bytes): {what}.
              {damage.RecordsBehind:N0} readable records follow.{along} {remedy}
            """;
    }

    static DamagedPlace Place(GateLogDamage found) => new(
        Name(found.Log), found.Damage.Path, found.Damage.From, found.Damage.To, found.Damage.Bytes,
        Word(found.Damage.Kind), found.Damage.WholeRecords, found.Damage.RecordsBehind, Word(found.Remedy));

    static string Word<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    static string Name(GateLog log) => log switch
    {
        GateLog.Events => GateSettings.Events,
        GateLog.Decisions => GateSettings.Decisions,
        _ => GateSettings.Alerts,
    };

    sealed record RepairReport(
        IReadOnlyList<DamagedPlace> Damaged, bool Repaired, IReadOnlyList<string> KeptAside, long? Restored,
        long? GivenUp);

    sealed record DamagedPlace(
        string Log, string File, long From, long To, long Bytes, string Kind, int WholeRecords, long RecordsBehind,
        string Remedy);
}
