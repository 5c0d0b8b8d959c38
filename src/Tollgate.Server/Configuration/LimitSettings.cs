namespace Tollgate.Server.Configuration;

/// <summary>How much may be under way at once. <c>Tollgate:Limits</c>.</summary>
sealed record LimitSettings
{
    /// <summary>Bytes that all batches together may take: bodies, and 1 MiB for each that is being decided.</summary>
    public required long BatchMemory { get; init; }

    /// <summary>Exports of cases at once, and half as many of one user.</summary>
    public required int Exports { get; init; }

    /// <summary>Dashboards that listen to what happens.</summary>
    public required int LiveStreams { get; init; }

    /// <summary>The same of one user.</summary>
    public required int LiveStreamsPerUser { get; init; }

    public static LimitSettings Read(SettingsReader reader) => new()
    {
        BatchMemory = reader.Whole("Limits:BatchMemoryMiB", 64, 64, 65_536) << 20,
        Exports = (int)reader.Whole("Limits:Exports", 2, 1, 64),
        LiveStreams = (int)reader.Whole("Limits:LiveStreams", 1_000, 1, 100_000),
        LiveStreamsPerUser = (int)reader.Whole("Limits:LiveStreamsPerUser", 20, 1, 100_000),
    };
}
