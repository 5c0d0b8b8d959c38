using Tollgate.Engine.Features;
using Tollgate.Engine.Scoring.Trees;
using Tollgate.Server.Models;

namespace Tollgate.Server.Tests.Models;

public sealed class TrainerTests : IAsyncLifetime
{
    static readonly (double, double) Thresholds = (0.99, 0.999);

    readonly List<(Engine.Simulation.SimulatedPayment Payment, string Line)> traffic = SimulatedTraffic.Of(4_000, 0.1);
    TollgateServer server = null!;

    List<long> Times => [.. traffic.Select(one => one.Payment.EventTime).Order()];

    public async ValueTask InitializeAsync()
    {
        server = await TollgateServer.Start();
        var client = await server.Machine("decide", "label");
        foreach (var chunk in traffic.Chunk(1_000))
            await client.Batch(string.Concat(chunk.Select(one => one.Line)));
        var frauds = traffic.Where(one => one.Payment.IsFraud)
            .Select(one => new { transaction_id = one.Payment.TransactionId, label = "fraud" });
        var labelled = await client.Label(JsonSerializer.Serialize(frauds));
        Assert.Empty(labelled["rejected"].EnumerateArray());
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public void It_trains_on_the_payments_of_the_period_by_event_time_both_ends_included()
    {
        var (first, last) = (Times[1_000], Times[2_999]);
        var expected = traffic.Count(one => one.Payment.EventTime >= first && one.Payment.EventTime <= last);

        var training = Train(first, last);

        Assert.Equal(expected, training.Model.TrainedRows);
        Assert.Equal((first, last), (training.Model.TrainedFromMs, training.Model.TrainedToMs));
        Assert.Equal(DefaultFeatures.Set.Hash, training.Model.FeatureSetHash);
        Assert.Equal(training.Model.Hash, Train(first, last).Model.Hash);
        Assert.NotEqual(training.Model.Hash, Train(first, last - 1).Model.Hash);
    }

    [Fact]
    public void Its_report_says_how_many_are_above_the_thresholds_and_how_well_frauds_come_first()
    {
        var frauds = traffic.Count(one => one.Payment.IsFraud);

        var metrics = Train(0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()).Metrics;

        Assert.Equal(4_000, metrics["rows"]);
        Assert.Equal(frauds, metrics["frauds"]);
        Assert.InRange(metrics["share_review"], 0.005, 0.015);
        Assert.InRange(metrics["share_block"], 0.0001, 0.002);
        Assert.True(metrics["auc_roc"] > 0.8, $"AUC {metrics["auc_roc"]}");
        var precision = metrics["average_precision"];
        Assert.True(precision > 5.0 * frauds / 4_000, $"average precision {precision}");
    }

    [Fact]
    public void Too_few_payments_are_refused_with_a_sentence()
    {
        var refused = Assert.Throws<TrainingException>(() => Train(0, Times[200]));

        Assert.StartsWith("There are 201 payments from 1970-01-01T00:00:00.000Z to ", refused.Message);
        Assert.EndsWith("a model needs at least 256.", refused.Message);
    }

    [Fact]
    public void It_reports_progress_to_the_end_and_can_be_cancelled()
    {
        var heard = new List<double>();
        Train(0, long.MaxValue / 1_000_000, new Heard(heard));
        Assert.Equal(heard.Order(), heard);
        Assert.Equal(1, heard[^1]);

        Assert.ThrowsAny<OperationCanceledException>(
            () => Train(0, long.MaxValue / 1_000_000, cancellation: new(canceled: true)));
    }

    TrainingResult Train(
        long from, long to, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        Trainer.Train(
            server.Settings.Gate,
            DateTimeOffset.FromUnixTimeMilliseconds(from), DateTimeOffset.FromUnixTimeMilliseconds(to),
            new ForestSettings(Trees: 50), Thresholds, progress, cancellation);

    sealed class Heard(List<double> reports) : IProgress<double>
    {
        public void Report(double value) => reports.Add(value);
    }
}
