using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline.Loop;

namespace Tollgate.Engine.Pipeline.Replay;

/// <summary>
/// Decides a log of events again, from its first record, and compares every decision with the recorded one, byte for
/// byte. Reads beside a running gate: what that appends after the start is left for the next time.
/// </summary>
public sealed class Replay : IDisposable
{
    const int EventsPerReport = 4_096;

    readonly GateSettings settings;
    readonly ReplaySink sink;
    readonly long eventsEnd;

    /// <param name="watch">Id of a transaction to stop behind; null = compare all.</param>
    public Replay(GateSettings settings, FeatureSet features, Generations generations, string? watch = null)
    {
        this.settings = settings;
        // The decisions first: of an event that came in between, the decision is then compared or left, never missed.
        var decisionsEnd = LogCursor.EndOf(settings.DecisionsFolder);
        eventsEnd = LogCursor.EndOf(settings.EventsFolder);
        sink = new(settings.DecisionsFolder, settings.EventsFolder, decisionsEnd, features, watch);
        Loop = new(features, generations, sink);
    }

    /// <summary>Decisions that were made again.</summary>
    public long Decisions => sink.Count;

    /// <summary>Decisions that no log holds yet: a gate makes them at its next start.</summary>
    public long Unrecorded => sink.Unrecorded;

    /// <summary>Decisions that another set of features made, which this version cannot make again.</summary>
    public long OfOtherFeatures => sink.OfOtherFeatures;

    /// <summary>Decisions that a repair of the log gave up: they were made again, with nothing to compare.</summary>
    public long Lost => sink.Lost;

    /// <summary>Recorded decisions on events that a repair of the log gave up.</summary>
    public long GivenUp => sink.GivenUp;

    /// <summary>The first difference, or null.</summary>
    public ReplayDifference? Difference => sink.Difference;

    /// <summary>The decision of the watched transaction as recorded and as made now; null when not met.</summary>
    public (DecidedTransaction Recorded, DecidedTransaction Now)? Watched => sink.Watched;

    /// <summary>The state behind the last event.</summary>
    internal DecisionLoop Loop { get; }

    /// <param name="progress">Told the share of the log that is done, 0 to 1.</param>
    /// <exception cref="LogException">The log is damaged, or no longer kept back to its beginning.</exception>
    public void Run(IProgress<double>? progress, CancellationToken cancellation)
    {
        if (Segments.List(settings.EventsFolder) is [> 0, ..])
        {
            throw new LogException(
                $"The oldest events in {settings.EventsFolder} are no longer kept, " +
                "so the log cannot be decided from its beginning.");
        }
        using var cursor = new LogCursor(settings.EventsFolder, 0);
        while (cursor.Offset < eventsEnd && !sink.Done
            && cursor.TryReadBatch(EventsPerReport, out var records, out var offset))
        {
            Loop.Run(records, offset);
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(Math.Min(1, (double)Loop.Position / eventsEnd));
        }
        sink.Finish(cursor.Offset);
    }

    public void Dispose() => sink.Dispose();
}
