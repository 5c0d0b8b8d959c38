using System.Diagnostics;
using Tollgate.Benchmarks.Driving;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Benchmarks.Sessions;

/// <summary>
/// An attack, in which most payments are risky: the same traffic through two gates that differ in one threshold only.
/// While the attacked one decides, the server's own projection makes cases of its alerts in a database.
/// </summary>
sealed class AttackSession(Traffic traffic, int count, Gate calm, Gate attacked, RunningCases cases)
{
    /// <summary>Payments of at least this risk are reviewed: four in five, as a risk is a rank among all.</summary>
    const double Review = 0.2;

    const int Rounds = 7, WarmUps = 2;

    static readonly TimeSpan AloneFor = TimeSpan.FromSeconds(5);

    readonly List<Round> rounds = [];
    long alerts;

    public static async Task Run(Report report, int count)
    {
        using var calmFolder = new Folder();
        using var attackedFolder = new Folder();
        var traffic = new Traffic((WarmUps + Rounds) * count);
        var model = TrainedModel.Of(traffic);
        using var calm = await OpenedGate.Open(new(calmFolder), model);
        using var attacked = await OpenedGate.Open(new(attackedFolder), model, Review);
        calm.Start();
        attacked.Start();
        await using var cases = new RunningCases(attacked, attackedFolder);
        var session = new AttackSession(traffic, count, calm, attacked, cases);
        await session.Compare();
        await session.Tell(report);
    }

    async Task Compare()
    {
        var calmCrowd = new Crowd(traffic, calm);
        var attackedCrowd = new Crowd(
            traffic, attacked, answered => alerts += answered.Decision.Kind == DecisionKind.Approve ? 0 : 1);
        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            var calmSeconds = await Seconds(() => calmCrowd.Submit(round * count, count));
            await cases.Start();
            var before = await cases.Alerts();
            var seconds = await Seconds(() => attackedCrowd.Submit(round * count, count));
            var written = await cases.Alerts() - before;
            await cases.Stop();
            if (round >= WarmUps)
                rounds.Add(new(calmSeconds, seconds, written));
        }
    }

    async Task Tell(Report report)
    {
        report.Add(
            "attack.calm", count / Figures.Median(rounds.Select(round => round.Calm)),
            "transactions/s, hardly any of them risky");
        report.Add(
            "attack", count / Figures.Median(rounds.Select(round => round.Attacked)),
            "transactions/s decided while cases are written", "attack.calm",
            Figures.MedianRatio(rounds.Select(round => round.Calm), rounds.Select(round => round.Attacked)));
        report.Add("attack.alerts", alerts / (double)(traffic.Count - traffic.Repeats), "share of them that is risky");
        report.Add(
            "attack.written", Figures.Median(rounds.Select(round => round.Written / round.Attacked)),
            "alerts/s that come into cases meanwhile");
        var before = await cases.Alerts();
        report.Add("attack.waiting", alerts - before, "alerts that wait in their log in the end");
        await cases.Start();
        await Task.Delay(AloneFor);
        var now = await cases.Alerts();
        report.Add(
            "attack.written_alone", (now - before) / AloneFor.TotalSeconds, "alerts/s while the gate is idle");
        report.Add("attack.cases", await cases.Cases(), $"cases opened for {now} of the alerts");
    }

    static async Task<double> Seconds(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <param name="Calm">Seconds.</param>
    /// <param name="Attacked">Seconds.</param>
    /// <param name="Written">Alerts that came into cases meanwhile.</param>
    readonly record struct Round(double Calm, double Attacked, long Written);
}
