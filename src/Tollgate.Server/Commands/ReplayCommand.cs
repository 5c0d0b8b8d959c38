using System.CommandLine;
using System.Text;
using System.Text.Json;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Replay;
using Tollgate.Server.Configuration;
using Tollgate.Server.Decisions;
using Tollgate.Server.Http;
using Tollgate.Server.Models;

namespace Tollgate.Server.Commands;

/// <summary><c>tollgate replay</c></summary>
static class ReplayCommand
{
    static readonly Option<string?> Id = new("--decision")
    {
        Description = "Id of one transaction: show its decision as recorded and as it is made now.",
    };

    static readonly Option<bool> AsJson = new("--json") { Description = "Print one JSON object." };

    public static Command Create()
    {
        var command = new Command("replay", """
            Decide the log again, from its first event, and compare with the recorded decisions, byte for byte.

            Exit code 0 when all are equal; else 1, and the first difference is told. Also beside a running server.
            """)
        {
            Id, AsJson, CommandSettings.Data,
        };
        command.SetAction(Run);
        return command;
    }

    static async Task<int> Run(ParseResult arguments, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var settings = CommandSettings.Read(arguments);
        var gate = settings.Gate;
        if (!Directory.Exists(gate.EventsFolder))
            throw new OperatorException("--data", $"{settings.DataFolder} holds no log; name a gate's data folder.");
        var generations = new Generations(DefaultFeatures.Set, new ModelRegistry(settings, clock).Load);
        var started = clock.GetTimestamp();
        using var replay = new Replay(gate, DefaultFeatures.Set, generations, arguments.GetValue(Id));
        try
        {
            await ProgressDisplay.Show("Replaying", progress => Task.Run(() =>
            {
                replay.Run(progress, cancellation);
                return true;
            }, cancellation), clock);
        }
        catch (Exception e) when (e is InvalidDataException)
        {
            throw new OperatorException("--data", e.Message);
        }
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        return arguments.GetValue(Id) is { } id
            ? ShowOne(replay, generations, id, arguments.GetValue(AsJson))
            : ShowAll(replay, seconds, arguments.GetValue(AsJson));
    }

    static int ShowAll(Replay replay, double seconds, bool asJson)
    {
        var summary = new ReplaySummary(
            replay.Difference is null, replay.Decisions, replay.Unrecorded, replay.OfOtherFeatures, replay.Lost,
            replay.GivenUp, Math.Round(seconds, 2),
            Math.Round(replay.Decisions / Math.Max(seconds, 0.001)), replay.Difference);
        Console.WriteLine(asJson ? JsonSerializer.Serialize(summary, ApiJson.Options) : summary.Sentence);
        return summary.Equal ? 0 : 1;
    }

    static int ShowOne(Replay replay, Generations generations, string id, bool asJson)
    {
        if (replay.Watched is not { } watched)
        {
            throw new OperatorException("--decision", replay.Difference is { } before
                ? $"\"{id}\" was not reached: the decision of {before.TransactionId} differs before it ({before.What})."
                : $"there is no recorded decision on \"{id}\".");
        }
        var (recorded, now) = (Text(watched.Recorded, generations), Text(watched.Now, generations));
        var equal = watched.Recorded.Decision.Bytes.SequenceEqual(watched.Now.Decision.Bytes);
        Console.WriteLine(asJson
            ? $$"""{"equal":{{(equal ? "true" : "false")}},"recorded":{{recorded}},"now":{{now}}}"""
            : $"recorded  {recorded}\nnow       {now}\n{(equal ? "Equal, byte for byte." : replay.Difference!.What)}");
        return equal ? 0 : 1;
    }

    static string Text(DecidedTransaction decided, Generations generations)
    {
        var generation = generations.Of(decided.Decision.Generation);
        return Encoding.UTF8.GetString(
            DecisionJsonBuffer.Write(decided.Transaction, decided.Decision, generation, full: true));
    }
}

/// <param name="Decisions">Made again and compared.</param>
/// <param name="Unrecorded">Of them, those that no log held yet.</param>
/// <param name="OfOtherFeatures">Of them, those that another set of features made: they stay as recorded.</param>
/// <param name="Lost">Of them, those whose recorded decision a repair of the log gave up.</param>
/// <param name="GivenUp">Recorded decisions beside them, on events that a repair of the log gave up.</param>
sealed record ReplaySummary(
    bool Equal, long Decisions, long Unrecorded, long OfOtherFeatures, long Lost, long GivenUp, double Seconds,
    double DecisionsPerSecond,
    ReplayDifference? Difference)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public string Sentence => Difference is { } d
        ? $"Transaction {d.TransactionId} (event at offset {d.EventOffset}) differs: {d.What}."
        : $"{Decisions:N0} decisions are equal, byte for byte, in {Seconds:N1} s ({DecisionsPerSecond:N0}/s)."
            + (OfOtherFeatures > 0
                ? $" Of them, {OfOtherFeatures:N0} were made by other features than this version has, and only read."
                : "")
            + (Lost > 0 ? $" Of them, {Lost:N0} were compared with none: a repair of the log gave those up." : "")
            + (GivenUp > 0 ? $" {GivenUp:N0} more are on events that a repair of the log gave up." : "")
            + (Unrecorded > 0
                ? $" The last {Unrecorded:N0} were not recorded yet; a server does so at its start."
                : "");
}
