using System.Security.Cryptography;
using CsCheck;
using Tollgate.Engine.Numerics;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Scoring.Trees;
using Tollgate.Engine.Tests.Scoring.Trees;

namespace Tollgate.Engine.Tests.Scoring;

public sealed class AnomalyModelTests
{
    static readonly double[] Rows = SomeRows(400);
    static readonly AnomalyModel Model = Train(new ForestSettings(Trees: 5, SampleSize: 16, Seed: 9));
    static readonly byte[] File = SomeForest.Bytes(Model.Write);

    [Fact]
    public void What_was_written_reads_back_equal()
    {
        var read = AnomalyModel.Read(new MemoryStream(File));

        Assert.Equal("isolation-forest", read.Name);
        Assert.Equal("c0ffee", read.FeatureSetHash);
        Assert.Equal(["amount", "hour", "count_60s"], read.FeatureNames);
        Assert.Equal((100L, 200L, 400L, 9UL), (read.TrainedFromMs, read.TrainedToMs, read.TrainedRows, read.Seed));
        Assert.Equal(Model.UsualScore, read.UsualScore);
        for (var input = 0; input < Model.FeatureNames.Count; input++)
            Assert.Equal(Model.UsualOf(input), read.UsualOf(input));
        Assert.Equal(File, SomeForest.Bytes(read.Write));
        for (var i = 0; i < Rows.Length; i += 3)
            Assert.Equal(Model.Score(Rows.AsSpan(i, 3)), read.Score(Rows.AsSpan(i, 3)));
    }

    [Fact]
    public void The_hash_is_that_of_the_file()
    {
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File)), Model.Hash);
        Assert.Equal(Model.Hash, AnomalyModel.Read(new MemoryStream(File)).Hash);
        Assert.Equal(Model.Hash, Train(new ForestSettings(Trees: 5, SampleSize: 16, Seed: 9)).Hash);
        Assert.NotEqual(Model.Hash, Train(new ForestSettings(Trees: 5, SampleSize: 16, Seed: 10)).Hash);
    }

    [Fact]
    public void A_file_with_any_byte_changed_is_refused()
    {
        for (var at = 0; at < File.Length; at++)
        {
            var damaged = (byte[])File.Clone();
            damaged[at] ^= (byte)(1 + at % 255);
            Assert.Throws<InvalidDataException>(() => AnomalyModel.Read(new MemoryStream(damaged)));
        }
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        for (var length = 0; length < File.Length; length += 7)
            Assert.Throws<InvalidDataException>(() => AnomalyModel.Read(new MemoryStream(File, 0, length)));
    }

    // A checksum only tells of accidents: whoever makes a file on purpose makes its checksum too.
    [Fact]
    public void A_changed_forest_with_a_right_checksum_is_refused_or_scores()
    {
        var whole = IsolationForest.Train(Rows, 3, new ForestSettings(Trees: 5, SampleSize: 16, Seed: 9));
        var file = SomeForest.Bytes(whole.Write);
        var (read, refused) = (0, 0);
        Gen.Select(Gen.Int[16, file.Length - 33], Gen.Byte[1, 255]).Sample((at, change) =>
        {
            var forged = (byte[])file.Clone();
            forged[at] ^= change;
            SHA256.HashData(forged.AsSpan(0, forged.Length - 32)).CopyTo(forged, forged.Length - 32);
            try
            {
                var forest = IsolationForest.Read(new MemoryStream(forged));
                var contributions = new double[forest.FeatureCount];
                Assert.InRange(forest.Score(forest.Medians), 0, 1);
                forest.Explain(forest.Medians, contributions);
                Interlocked.Increment(ref read);
            }
            catch (InvalidDataException)
            {
                Interlocked.Increment(ref refused);
            }
        }, iter: 5000);

        Assert.True(read > 0 && refused > 0);
    }

    [Fact]
    public void Another_version_of_the_file_is_named()
    {
        var newer = (byte[])File.Clone();
        newer[8] = 2;
        var error = Assert.Throws<InvalidDataException>(() => AnomalyModel.Read(new MemoryStream(newer)));

        Assert.Equal("The model file has version 2; this program reads version 1.", error.Message);
    }

    [Fact]
    public void Risk_over_the_training_rows_is_the_alert_rate()
    {
        var rows = SomeRows(20_000);
        var model = AnomalyModel.Train("c0ffee", ["a", "b", "c"], rows, new ForestSettings(), 0, 1);
        var alerts = 0;
        for (var i = 0; i < rows.Length; i += 3)
            alerts += model.RiskOf(model.Score(rows.AsSpan(i, 3))) >= 0.995 ? 1 : 0;

        Assert.InRange(alerts, 97, 103);
    }

    static AnomalyModel Train(ForestSettings settings) =>
        AnomalyModel.Train("c0ffee", ["amount", "hour", "count_60s"], Rows, settings, 100, 200);

    static double[] SomeRows(int count)
    {
        var random = new Xoshiro256(21);
        var rows = new double[count * 3];
        foreach (ref var value in rows.AsSpan())
            value = random.NextDouble() * random.NextDouble();
        return rows;
    }
}
