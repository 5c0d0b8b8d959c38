using Tollgate.Engine.Features;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Transactions;

namespace Tollgate.Benchmarks.Driving;

/// <summary>The default forest of 100 trees, trained on the first payments of the traffic that it will score.</summary>
static class TrainedModel
{
    const int Rows = 100_000;

    public static AnomalyModel Of(Traffic traffic)
    {
        var count = Math.Min(traffic.Count, Rows);
        var set = DefaultFeatures.Set;
        var engine = new FeatureEngine(set, lateness: 86_400_000);
        var parser = new TransactionParser();
        var values = new double[set.Count];
        var rows = new double[count * set.ModelInputs.Length];
        for (var i = 0; i < count; i++)
        {
            parser.TryParse(traffic[i], traffic.Rates, traffic.LastTime);
            engine.Observe(new(parser.Bytes.Span), values);
            for (var f = 0; f < set.ModelInputs.Length; f++)
                rows[(i * set.ModelInputs.Length) + f] = values[set.ModelInputs[f]];
        }
        return AnomalyModel.Train(set.Hash, set.ModelInputNames, rows, new(), 0, 1);
    }
}
