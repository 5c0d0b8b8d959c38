using System.Security.Cryptography;
using System.Text;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Features;

/// <summary>The features of a gate, in the order of their values. Immutable.</summary>
public sealed class FeatureSet
{
    readonly Lazy<DerivedFeatures> derived;

    public FeatureSet(IReadOnlyList<Feature> features)
    {
        Features = features;
        ModelInputs = [.. Enumerable.Range(0, features.Count).Where(i => features[i].ModelInput)];
        Windows = [.. Enumerable.Range(0, features.Count).Where(i => features[i].Window is not null)];
        derived = new(() => new(this));
        ModelInputNames = [.. ModelInputs.Select(i => features[i].Name)];
        var definitions = string.Join('\n', features.Select(Canonical));
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(definitions)))[..16];
    }

    public IReadOnlyList<Feature> Features { get; }

    public int Count => Features.Count;

    /// <summary>Positions of the features that the anomaly model sees.</summary>
    public int[] ModelInputs { get; }

    public IReadOnlyList<string> ModelInputNames { get; }

    /// <summary>Positions of the window features; the others are derived from them.</summary>
    public int[] Windows { get; }

    /// <summary>Length of the longest window, ms.</summary>
    public long LongestWindow => Features.Max(f => f.Window?.Over ?? 0);

    /// <summary>Changes with any definition's meaning: a model only fits the features it was trained on.</summary>
    public string Hash { get; }

    public int IndexOf(string name)
    {
        for (var i = 0; i < Features.Count; i++)
        {
            if (Features[i].Name == name)
                return i;
        }
        throw new ArgumentException($"There is no feature '{name}'.");
    }

    /// <summary>Fills in the derived features of a transaction whose window features are there. Any thread.</summary>
    public void Derive(Transaction transaction, Span<double> values) => derived.Value.Compute(transaction, values);

    static string Canonical(Feature f) => f.Window is { } w
        ? $"{f.Name} {w.By} {w.Aggregate} {w.Of} {w.Over} {f.ModelInput}"
        : $"{f.Name} {f.Derived} {f.ModelInput}";
}
