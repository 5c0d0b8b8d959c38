using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Scoring.Trees;
using Tollgate.Server.Audit;
using Tollgate.Server.Configuration;
using Tollgate.Server.Hosting;
using Tollgate.Server.Http;
using Tollgate.Server.Models;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Commands;

/// <summary><c>tollgate train</c></summary>
static class TrainCommand
{
    static readonly Option<string> From = new("--from")
    {
        Description = "First day (2026-10-01) or time (RFC 3339) of the training period, inclusive, UTC.",
        Required = true,
    };

    static readonly Option<string> To = new("--to") { Description = "Last day or time, inclusive.", Required = true };

    static readonly Option<string> Kind = new("--kind")
    {
        Description = "Kind of model: isolation-forest.",
        Required = true,
    };

    static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Source of chance (default 1).",
        DefaultValueFactory = _ => 1,
    };

    static readonly Option<bool> Promote = new("--promote")
    {
        Description = "Put the model into force at once; not beside a running server.",
    };

    static readonly Option<bool> AsJson = new("--json") { Description = "Print one JSON object." };

    public static Command Create()
    {
        Kind.AcceptOnlyFromAmong("isolation-forest");
        var command = new Command("train", """
            Train a model on the log and register it as a new version; also beside a running server.
            """)
        {
            From, To, Kind, Seed, Promote, AsJson, CommandSettings.Data,
        };
        command.SetAction(Run);
        return command;
    }

    static async Task<int> Run(ParseResult arguments, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var settings = CommandSettings.Read(arguments);
        var from = Day(arguments.GetValue(From)!, "--from", TimeSpan.Zero);
        var to = Day(arguments.GetValue(To)!, "--to", TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1));
        if (to <= from)
            throw new OperatorException("--to", "must lie behind --from.");
        if (!Directory.Exists(settings.DataFolder))
            throw new OperatorException("--data", $"{settings.DataFolder} is not there; name a gate's data folder.");

        var registry = new ModelRegistry(settings, clock);
        // The gate first: whether it can be had is to be known before minutes of training.
        using var gate = arguments.GetValue(Promote) ? OpenGate(settings, registry, clock) : null;
        var started = clock.GetTimestamp();
        var training = await ProgressDisplay.Show("Training", progress => Task.Run(() => Trainer.Train(
            settings.Gate, from, to, new ForestSettings(Seed: arguments.GetValue(Seed)),
            (settings.Decisions.Review, settings.Decisions.Block), progress, cancellation), cancellation), clock);
        var model = registry.Register(training.Model, training.Metrics);
        int? generation = gate is null ? null : await PutIntoForce(settings, gate, model, clock, cancellation);
        var summary = new TrainSummary(
            model.Name, model.Version, model.Rows, model.Sha256,
            Math.Round(clock.GetElapsedTime(started).TotalSeconds, 2), generation, model.Metrics);
        Console.WriteLine(
            arguments.GetValue(AsJson) ? JsonSerializer.Serialize(summary, ApiJson.Options) : summary.Text);
        return 0;
    }

    static Gate OpenGate(Settings settings, ModelRegistry registry, TimeProvider clock)
    {
        Gate gate;
        try
        {
            Database.Prepare(settings);
            gate = GateSetup.OpenAlone(settings, registry, clock);
        }
        catch (OperatorException e)
        {
            throw new OperatorException(
                "--promote",
                $"{e.Message} Beside a running server, train without --promote and promote the version there.");
        }
        gate.Start();
        return gate;
    }

    static async Task<int> PutIntoForce(
        Settings settings, Gate gate, ModelVersion model, TimeProvider clock, CancellationToken cancellation)
    {
        using var writer = new DatabaseWriter(settings, clock);
        var promotion = new ModelPromotion(gate, writer, new AuditLog(clock));
        return (await promotion.Promote(model, "command", cancellation)).Number;
    }

    /// <param name="wholeDay">What a date alone means beyond its midnight.</param>
    internal static DateTimeOffset Day(string text, string option, TimeSpan wholeDay)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, utc, out var day))
            return day + wholeDay;
        return Engine.Transactions.Rfc3339.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var at)
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : throw new OperatorException(
                option, $"\"{text}\" must be a day such as 2026-10-01, or a time such as 2026-10-01T12:00:00Z.");
    }
}

/// <param name="Generation">The one that the model is in force with; null when it was not promoted.</param>
sealed record TrainSummary(
    string Name, int Version, long Rows, string Sha256, double Seconds, int? Generation,
    IReadOnlyDictionary<string, double> Metrics)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public string Text => $"""
        {Name} version {Version}{(Generation is { } number ? $", in force with generation {number}" : ", registered")}
        rows     {Rows:N0}
        sha256   {Sha256}
        seconds  {Seconds:N1}
        {string.Join('\n', Metrics.Where(m => m.Key != "rows").Select(m => $"{m.Key}  {m.Value:0.######}"))}
        """;
}
