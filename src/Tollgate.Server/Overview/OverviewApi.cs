using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Loop;
using Tollgate.Server.Access;
using Tollgate.Server.Cases;
using Tollgate.Server.Configuration;
using Tollgate.Server.Models;
using Tollgate.Server.Storage;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Overview;

/// <summary>The gate at a glance.</summary>
static class OverviewApi
{
    const int SeriesMinutes = 60;
    const long MinuteMs = 60_000;

    public static void MapOverview(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/overview", Read)
            .WithTags("Live").WithSummary("Counters, rates and latencies")
            .RequireAuthorization(Policies.Read);

    static async Task<Ok<OverviewResponse>> Read(
        Gate gate, Settings settings, TollgateDb db, CaseCounter counter, DecisionRate rate, LatencyRecorder latencies,
        FirstTraining coldStart, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var minutes = await gate.QueryAsync(loop => Minutes(loop.Counts, now));
        var dayAgo = now.AddDays(-1);
        var opened = await db.Cases.LongCountAsync(found => found.OpenedAt > dayAgo, cancellation);
        var cases = await counter.Get(cancellation);
        var record = gate.Generation.Config;
        var percentiles = latencies.Percentiles(0.5, 0.99, 0.999);
        return TypedResults.Ok(new OverviewResponse(
            now,
            settings.Demo,
            new(minutes.Sum(m => m.Approve), minutes.Sum(m => m.Review), minutes.Sum(m => m.Block)),
            rate.Current,
            new(percentiles[0], percentiles[1], percentiles[2]),
            new(cases.Open, cases.Unassigned, opened),
            new(record.Review, record.Block),
            record.Model is { } model ? new(model.Name, model.Version, record.Number) : null,
            coldStart.Progress,
            [.. minutes.TakeLast(SeriesMinutes)]));
    }

    /// <summary>The last 24 h, oldest first, up to this minute.</summary>
    static MinuteCounts[] Minutes(DecisionCounts counts, DateTimeOffset now)
    {
        var last = now.ToUnixTimeMilliseconds() / MinuteMs;
        var minutes = new MinuteCounts[DecisionCounts.Minutes];
        for (var i = 0; i < minutes.Length; i++)
        {
            var at = (last - minutes.Length + 1 + i) * MinuteMs;
            var (approve, review, block) = counts.At(at);
            minutes[i] = new(DateTimeOffset.FromUnixTimeMilliseconds(at), approve, review, block);
        }
        return minutes;
    }
}
