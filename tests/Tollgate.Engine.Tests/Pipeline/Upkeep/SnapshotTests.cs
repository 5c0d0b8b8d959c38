using Tollgate.Engine.Tests.Pipeline.Faults;

namespace Tollgate.Engine.Tests.Pipeline.Upkeep;

public sealed class SnapshotTests
{
    /// <summary>Whoever has little traffic must not pay for the tables of those who have much.</summary>
    [Fact]
    public async Task A_snapshot_of_a_few_payments_is_small()
    {
        var answered = await AnsweredFolder.Killed;
        var snapshots = answered.Files.Where(file => Path.GetExtension(file) == ".snapshot").ToArray();
        Assert.NotEmpty(snapshots);
        Assert.All(snapshots, file => Assert.InRange(answered[file].Length, 1, 2 << 20));
    }
}
