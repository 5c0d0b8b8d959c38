using Tollgate.Engine.Decisions;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Audit;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Models;

/// <summary>Puts a registered model into force and writes down who did.</summary>
sealed class ModelPromotion(Gate gate, DatabaseWriter writer, AuditLog audit)
{
    /// <summary>The model decides from now on.</summary>
    /// <param name="actor">As the audit log names it.</param>
    /// <param name="at">Time of the change in a history, Unix ms; 0 = now.</param>
    /// <exception cref="IOException">The change cannot be logged.</exception>
    public async Task<GenerationConfig> Promote(
        ModelVersion model, string actor, CancellationToken cancellation, long at = 0)
    {
        var generation = await gate.ChangeAsync(config => config with { Model = model.Reference }, at);
        await Record(model, generation, actor, cancellation);
        return generation;
    }

    /// <summary>The same where no model decides yet; false when one does.</summary>
    /// <exception cref="IOException">The change cannot be logged.</exception>
    public async Task<bool> PromoteFirst(ModelVersion model, string actor, CancellationToken cancellation)
    {
        var generation = await gate.ChangeAsync(
            config => config.Model is null ? config with { Model = model.Reference } : config);
        if (generation.Model != model.Reference)
            return false;
        await Record(model, generation, actor, cancellation);
        return true;
    }

    Task Record(ModelVersion model, GenerationConfig generation, string actor, CancellationToken cancellation) =>
        writer.Write(
            db => audit.Add(db, actor, "model.promoted", $"model:{model.Id}", to: $"generation {generation.Number}"),
            cancellation);
}
