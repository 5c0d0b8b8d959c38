using CsCheck;
using Tollgate.Engine.Features;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Reading;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Labels;

/// <summary>
/// Sends reports with few different times, so that many are of one moment, and holds the table, the history, a
/// recovered gate and the labels of a training period against the law written down plainly.
/// </summary>
public sealed class LabelHistoryTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_latest_report_holds_and_of_two_of_one_moment_the_one_that_was_logged_last()
    {
        var expected = new Dictionary<string, List<ReportedLabel>>();
        using (var gate = Open())
        {
            await Reports.SampleAsync(async reports =>
            {
                var id = $"t-{expected.Count}";
                expected.Add(id, await Send(gate, id, reports));
            }, iter: 300, threads: 1);
            await Check(gate, expected);
        }

        using (var recovered = Open())
            await Check(recovered, expected);
        var period = new TrainingPeriod(new(folder), DefaultFeatures.Set, long.MinValue, long.MaxValue);
        Assert.Equal(
            expected.Where(one => one.Value.Count > 0).ToDictionary(one => one.Key, one => one.Value[0].Kind),
            period.Labels(TestContext.Current.CancellationToken));
    }

    static Gen<(LabelKind Kind, long At, string Source)[]> Reports { get; } = Gen.Select(
        Gen.Enum<LabelKind>(), Gen.Long[Some.Noon, Some.Noon + 3],
        Gen.OneOf(Gen.Const("bank"), Gen.Const("shop"))).Array[0, 12];

    /// <returns>What is to be in the log, in the order in which it wins.</returns>
    static async Task<List<ReportedLabel>> Send(
        Gate gate, string id, (LabelKind Kind, long At, string Source)[] reports)
    {
        var request = gate.Rent();
        request.Set(Some.Bytes(Some.Json(id)));
        Assert.Equal(SubmitResult.Done, await gate.SubmitAsync(request));
        var wins = new List<ReportedLabel>();
        foreach (var (kind, at, name) in reports)
        {
            var source = LabelSource.Machine(name);
            var isNew = wins is not [var holds, ..] || holds.Kind != kind;
            var result = await gate.SubmitAsync(new LabelSubmission(id, kind, at, source));
            Assert.Equal(isNew ? SubmitResult.Done : SubmitResult.Unchanged, result);
            if (isNew)
                wins.Insert(wins.Count(earlier => earlier.ReportedAt > at), new(kind, at, source));
        }
        return wins;
    }

    static async Task Check(Gate gate, Dictionary<string, List<ReportedLabel>> expected)
    {
        foreach (var (id, labels) in expected)
        {
            var current = await gate.QueryAsync(loop => loop.LabelOf(id));
            Assert.Equal(labels, gate.History.Labels.Of(current));
            Assert.Equal(labels.FirstOrDefault()?.Kind, current?.Kind);
            Assert.Equal(labels.FirstOrDefault()?.ReportedAt, current?.ReportedAt);
        }
    }

    Gate Open()
    {
        var gate = Recovery.Open(
            new(folder), DefaultFeatures.Set, Some.Policy, SomeModel.Load, TimeProvider.System);
        gate.Start();
        return gate;
    }
}
