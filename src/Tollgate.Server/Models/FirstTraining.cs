using Microsoft.EntityFrameworkCore;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Scoring.Trees;
using Tollgate.Server.Configuration;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Models;

/// <summary>
/// Gives a gate without a model its first one: after enough payments it trains on all there are and puts the model into
/// force. The gate goes on deciding all the while.
/// </summary>
sealed class FirstTraining(
    Gate gate,
    ModelRegistry registry,
    Settings settings,
    ModelPromotion promotion,
    TimeProvider clock,
    ILogger<FirstTraining> logger) : BackgroundService
{
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(1), AfterFailure = TimeSpan.FromMinutes(1);

    /// <summary>How far it is; null once there is a model.</summary>
    public FirstTrainingProgress? Progress => gate.Generation.Config.Model is null
        ? new(Math.Min(gate.Decided, Needed), Needed)
        : null;

    int Needed => settings.Decisions.ColdStart;

    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        while (gate.Generation.Config.Model is null)
        {
            if (gate.Decided < Needed)
            {
                await Task.Delay(Beat, clock, cancellation);
                continue;
            }
            try
            {
                // Off the thread pool: training keeps a core busy for seconds.
                await Task.Factory
                    .StartNew(
                        () => Train(cancellation), cancellation,
                        TaskCreationOptions.LongRunning, TaskScheduler.Default)
                    .Unwrap();
            }
            catch (Exception e) when (
                e is IOException or TrainingException or InvalidDataException or DbUpdateException)
            {
                logger.FirstTrainingFailed(e);
                await Task.Delay(AfterFailure, clock, cancellation);
            }
        }
    }

    async Task Train(CancellationToken cancellation)
    {
        var training = Trainer.Train(
            settings.Gate, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, new ForestSettings(),
            (settings.Decisions.Review, settings.Decisions.Block), cancellation: cancellation);
        var model = registry.Register(training.Model, training.Metrics);
        // Someone else may have promoted a model meanwhile; then that one stays.
        if (await promotion.PromoteFirst(model, "system", cancellation))
            logger.FirstModel(model.Name, model.Version, model.Rows);
    }
}

/// <summary>Payments on the way to the first model.</summary>
sealed record FirstTrainingProgress(long Seen, long Needed);
