using BenchmarkDotNet.Attributes;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Scoring.Trees;

namespace Tollgate.Benchmarks.Micro;

/// <summary>
/// 100 trees of 256 rows, 24 features: one row scored, explained, put on the risk scale, and 512 scored or explained
/// at once. The rows follow each other through 4,096 different ones, so that the paths are not the last ones and the
/// branch predictor learns nothing.
/// </summary>
[MemoryDiagnoser]
public class ForestBenchmark
{
    const int Features = 24;
    const int Rows = 4_096;
    const int Together = 512;

    readonly double[] rows = new double[Rows * Features];
    readonly double[] contributions = new double[Together * Features];
    readonly double[] scores = new double[Together];
    AnomalyModel model = null!;
    int next;

    [GlobalSetup]
    public void Train()
    {
        var random = new Random(1);
        for (var i = 0; i < rows.Length; i++)
            rows[i] = Math.Pow(random.NextDouble(), 1 + i % Features % 4);
        string[] names = [.. Enumerable.Range(0, Features).Select(i => $"feature{i}")];
        model = AnomalyModel.Train("", names, rows, new ForestSettings(), 0, 0);
    }

    [Benchmark(Baseline = true)]
    public double Score() => model.Score(Next());

    /// <summary>The time of one row among 512.</summary>
    [Benchmark(OperationsPerInvoke = Together)]
    public double ScoreTogether()
    {
        model.Score(NextTogether(), scores);
        return scores[0];
    }

    [Benchmark]
    public double ScoreAndRisk() => model.RiskOf(model.Score(Next()));

    [Benchmark]
    public double Explain()
    {
        model.Explain(Next(), contributions.AsSpan(0, Features));
        return contributions[0];
    }

    /// <summary>The time of one row among 512.</summary>
    [Benchmark(OperationsPerInvoke = Together)]
    public double ExplainTogether()
    {
        model.ExplainMany(NextTogether(), contributions);
        return contributions[0];
    }

    ReadOnlySpan<double> Next()
    {
        next = (next + 1) % Rows;
        return rows.AsSpan(next * Features, Features);
    }

    ReadOnlySpan<double> NextTogether()
    {
        next = (next + Together) % Rows;
        if (next > Rows - Together)
            next = 0;
        return rows.AsSpan(next * Features, Together * Features);
    }
}
