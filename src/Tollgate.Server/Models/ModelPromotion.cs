using Microsoft.EntityFrameworkCore;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Audit;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Models;

/// <summary>
/// Puts a registered model into force and writes down who did. The audit entry goes first, so no model ever decides
/// without one; an entry whose generation did not come is followed by one that says so, at the next start at the
/// latest.
/// </summary>
sealed class ModelPromotion(Gate gate, DatabaseWriter writer, AuditLog audit)
{
    const string Promoted = "model.promoted", Failed = "model.promotion_failed";

    /// <summary>The model decides from now on.</summary>
    /// <param name="actor">As the audit log names it.</param>
    /// <param name="at">Time of the change in a history, Unix ms; 0 = now.</param>
    /// <exception cref="IOException">The change cannot be logged.</exception>
    public async Task<GenerationConfig> Promote(
        ModelVersion model, string actor, CancellationToken cancellation, long at = 0) =>
        await TryPromote(model, gate.Generation.Config, actor, at, cancellation)
            ?? throw new IOException("Another configuration came into force meanwhile; promote the model again.");

    /// <summary>The same where no model decides yet; false when one does.</summary>
    /// <exception cref="IOException">The change cannot be logged.</exception>
    public async Task<bool> PromoteFirst(ModelVersion model, string actor, CancellationToken cancellation)
    {
        var before = gate.Generation.Config;
        return before.Model is null && await TryPromote(model, before, actor, 0, cancellation) is not null;
    }

    /// <summary>Completes what a process that died has left: an entry whose generation never came.</summary>
    public Task Reconcile(CancellationToken cancellation) => writer.Write(
        async (db, running) =>
        {
            var last = await db.AuditEntries.AsNoTracking()
                .Where(entry => entry.Action == Promoted || entry.Action == Failed)
                .OrderByDescending(entry => entry.Id).FirstOrDefaultAsync(running);
            if (last is { Action: Promoted, To: { } to } && Number(to) > gate.Generation.Config.Number)
                audit.Add(db, "system", Failed, last.Object, to: to);
        },
        cancellation);

    /// <returns>Null when the configuration in force is not the one that was to be changed.</returns>
    async Task<GenerationConfig?> TryPromote(
        ModelVersion model, GenerationConfig before, string actor, long at, CancellationToken cancellation)
    {
        var (subject, to) = ($"model:{model.Id}", Text(before.Number + 1));
        await writer.Write(db => audit.Add(db, actor, Promoted, subject, to: to), cancellation);
        GenerationConfig? after = null;
        try
        {
            after = await gate.ChangeAsync(
                config => config.Number == before.Number ? config with { Model = model.Reference } : config, at);
            return after.Model == model.Reference ? after : null;
        }
        finally
        {
            if (after?.Model != model.Reference)
            {
                await writer.Write(
                    db => audit.Add(db, actor, Failed, subject, to: to), CancellationToken.None);
            }
        }
    }

    static string Text(int generation) => $"generation {generation}";

    static int Number(string text) => int.Parse(text.AsSpan("generation ".Length));
}
