using System.Buffers;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Features;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Simulation;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Tests.Support;

/// <summary>A model trained on simulated payments, and such payments.</summary>
static class SomeModel
{
    static readonly Lazy<AnomalyModel> Trained = new(Train);

    public static AnomalyModel Model => Trained.Value;

    public static ModelReference Reference => new(Model.Name, 1, Model.Hash);

    public static AnomalyModel Load(ModelReference reference) =>
        reference == Reference ? Model : throw new InvalidDataException($"There is no model {reference}.");

    /// <summary>Simulated payments as the bytes of transactions, in the order of arrival, each once.</summary>
    public static IEnumerable<byte[]> Payments(int count, ulong seed = 3, double episodesPerHour = 40)
    {
        var simulator = new PaymentSimulator(new()
        {
            Seed = seed,
            Rate = 0.5,
            Start = DateTimeOffset.FromUnixTimeMilliseconds(Some.Noon),
            EpisodesPerHour = episodesPerHour,
        });
        var parser = new TransactionParser();
        var json = new ArrayBufferWriter<byte>();
        while (count > 0)
        {
            json.ResetWrittenCount();
            if (simulator.Next(json).IsRepeat)
                continue;
            count--;
            Assert.True(parser.TryParse(json.WrittenSpan, Some.Rates, Some.Noon * 2), parser.Errors.ToString());
            yield return parser.Bytes.ToArray();
        }
    }

    static AnomalyModel Train()
    {
        var set = DefaultFeatures.Set;
        var engine = new FeatureEngine(set, 86_400_000);
        var values = new double[set.Count];
        var rows = new List<double>();
        foreach (var bytes in Payments(6_000))
        {
            engine.Observe(new(bytes), values);
            rows.AddRange(set.ModelInputs.Select(i => values[i]));
        }
        return AnomalyModel.Train(
            set.Hash, set.ModelInputNames, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows), new(),
            Some.Noon, Some.Noon + 1);
    }
}
