using System.Buffers;
using System.Text;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Scoring.Trees;
using Tollgate.Engine.Simulation;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Audit;
using Tollgate.Server.Configuration;
using Tollgate.Server.Decisions;
using Tollgate.Server.Hosting;
using Tollgate.Server.Import;
using Tollgate.Server.Models;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Demo;

/// <summary>
/// Makes weeks of simulated history through the gate: silent at first, then with a model that was trained on it, so
/// that there are cases at once. All but the moment it begins follows from the plan.
/// </summary>
sealed class DemoHistory(Settings settings, DemoPlan plan, TimeProvider clock)
{
    readonly ModelRegistry registry = new(settings, clock);
    readonly ArrayBufferWriter<byte> buffer = new(1_024);
    readonly TransactionParser parser = new();

    /// <summary>Whether there is history to make: the log is empty, or an earlier start was stopped in it.</summary>
    public bool IsWanted => DemoState.Find(settings.DataFolder) is { } mark
        ? !mark.Complete
        : Recovery.IsEmpty(settings.Gate);

    /// <returns>Payments that were made, those of an earlier start included.</returns>
    /// <exception cref="OperationCanceledException">Stopped; the next start goes on.</exception>
    public async Task<long> Make(IProgress<double> progress, CancellationToken cancellation)
    {
        var mark = DemoState.Find(settings.DataFolder) ?? new DemoState(clock.GetUtcNow() - plan.History, false);
        mark.Save(settings.DataFolder);
        using var gate = GateSetup.OpenAlone(settings, registry, clock);
        gate.Start();
        // Once there is live traffic, history can no longer be put before it.
        if (await gate.QueryAsync(loop => loop.LiveTransactions) == 0)
            await MakeFrom(mark.Start, gate, progress, cancellation);
        (mark with { Complete = true }).Save(settings.DataFolder);
        return gate.Decided;
    }

    async Task MakeFrom(DateTimeOffset start, Gate gate, IProgress<double> progress, CancellationToken cancellation)
    {
        var simulator = new PaymentSimulator(plan.HistoryFrom(start));
        var loader = new HistoryLoader(gate, LabelSource.Simulation)
        {
            Flags = RecordFlags.Imported | RecordFlags.Silent,
            Answered = WasTaken,
        };
        var (first, now) = (start.ToUnixTimeMilliseconds(), clock.GetUtcNow().ToUnixTimeMilliseconds());
        var watchedFrom = (start + plan.History - plan.Watched).ToUnixTimeMilliseconds();
        var there = gate.Decided;
        var made = 0L;
        while (true)
        {
            buffer.ResetWrittenCount();
            var payment = simulator.Next(buffer);
            if (payment.ArrivalTime >= now)
                break;
            if (payment.ArrivalTime >= watchedFrom && loader.Flags != RecordFlags.Imported)
            {
                await loader.Drain();
                await EnsureModel(gate, start, watchedFrom, cancellation);
                loader.Flags = RecordFlags.Imported;
            }
            if (made % 1_024 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress.Report((double)(payment.ArrivalTime - first) / (now - first));
            }
            if (made < there)
                Pass(loader, payment);
            else
                await Send(gate, loader, payment, now);
            if (!payment.IsRepeat)
                made++;
        }
        // Frauds that are not reported yet stay unlabelled, as they would be.
        await loader.Drain();
    }

    static void Pass(HistoryLoader loader, in SimulatedPayment payment)
    {
        if (HasReport(payment))
            loader.ExpectReport(Encoding.UTF8.GetBytes(payment.TransactionId), SimulatedLabel.ReportedAt(payment));
    }

    static bool HasReport(in SimulatedPayment payment) => payment.IsFraud && !payment.IsRepeat;

    async ValueTask Send(Gate gate, HistoryLoader loader, SimulatedPayment payment, long now)
    {
        if (!parser.TryParse(buffer.WrittenSpan, gate.Generation.Rates, now))
            throw new OperatorException("--demo", $"a simulated payment breaks a rule: {parser.Errors}.");
        var slot = await loader.Room(payment.ArrivalTime);
        loader.Send(slot, parser.Bytes.Span, HasReport(payment) ? SimulatedLabel.ReportedAt(payment) : null);
    }

    static bool WasTaken(InFlightSubmission slot, SubmitResult result) =>
        SubmitProblems.IsTaken(result)
        ? true
        : throw new InvalidOperationException($"A simulated payment was refused: {result}");

    async Task EnsureModel(Gate gate, DateTimeOffset start, long at, CancellationToken cancellation)
    {
        if (gate.Generation.Config.Model is not null)
            return;
        var training = await Task.Run(() => Trainer.Train(
            settings.Gate, start + plan.WarmUp, DateTimeOffset.FromUnixTimeMilliseconds(at),
            new ForestSettings(Seed: plan.Seed), (settings.Decisions.Review, settings.Decisions.Block),
            cancellation: cancellation), cancellation);
        var model = registry.Register(training.Model, training.Metrics);
        using var writer = new DatabaseWriter(settings, clock);
        await new ModelPromotion(gate, writer, new AuditLog(clock)).Promote(model, "system", cancellation, at);
    }
}
