using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Server.Configuration;

/// <summary>
/// Everything an operator can set, section <c>Tollgate</c>, read and checked once at start and never changed after.
/// Nothing behind this record reads the section again.
/// </summary>
sealed record Settings
{
    const long AverageEventBytes = 256;

    /// <summary>Absolute path of the folder that holds the event log, the database, models and snapshots.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Demo mode makes its own secrets and the user admin / admin123.</summary>
    public required bool Demo { get; init; }

    public required Durability Durability { get; init; }

    /// <summary>Events between two snapshots of the window state.</summary>
    public required int SnapshotEvery { get; init; }

    /// <summary>Age at which event log segments may be deleted; null keeps everything.</summary>
    public required TimeSpan? Retention { get; init; }

    public required RateSettings Rates { get; init; }

    public required DecisionSettings Decisions { get; init; }

    public required AccessSettings Access { get; init; }

    public required TelemetrySettings Telemetry { get; init; }

    public required SiteSettings Site { get; init; }

    public required LimitSettings Limits { get; init; }

    /// <summary>What of this the engine is told.</summary>
    public GateSettings Gate => new(
        DataFolder, Durability, SnapshotEvery * AverageEventBytes, Retention: Retention);

    public string DatabaseFile => Path.Combine(DataFolder, "tollgate.db");

    /// <exception cref="OperatorException">A key is unknown, or its value is.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration.GetSection("Tollgate"));
        reader.Only("EventLog", "FileLog");
        reader.Only("Features", "Embedded");
        reader.Only("Database", "Sqlite");
        reader.Only("Registry", "Folder");
        var settings = new Settings
        {
            DataFolder = Path.GetFullPath(reader.Text("DataFolder") ?? "data"),
            Demo = reader.Flag("Demo", false),
            Durability = reader.Choice("Durability", Durability.Os),
            SnapshotEvery = (int)reader.Whole("SnapshotEvery", 1_000_000, 1_000, 1_000_000_000),
            Retention = reader.DurationOrNull("Retention", TimeSpan.FromDays(1), TimeSpan.FromDays(36_500)),
            Rates = RateSettings.Read(reader),
            Decisions = DecisionSettings.Read(reader),
            Access = AccessSettings.Read(reader, configuration),
            Telemetry = TelemetrySettings.Read(reader),
            Site = SiteSettings.Read(reader),
            Limits = LimitSettings.Read(reader),
        };
        reader.RefuseUnknown();
        CheckRetention(settings);
        return settings;
    }

    static void CheckRetention(Settings settings)
    {
        var longest = TimeSpan.FromMilliseconds(DefaultFeatures.Set.LongestWindow);
        var ids = settings.Decisions.IdempotencyWindow;
        var least = ids > longest ? ids : longest;
        if (settings.Retention < least)
        {
            throw new OperatorException(
                "Tollgate:Retention",
                $"must be at least {DurationText.Of(least)}: windows and payment ids reach back as far.");
        }
    }
}
