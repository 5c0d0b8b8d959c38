using Tollgate.Engine.Idempotency;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Idempotency;

public sealed class TransactionIdHashTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(31, true)]
    [InlineData(33, true)]
    [InlineData(32, false)]
    public void A_key_that_is_not_whole_is_made_again_under_another_id(int length, bool filled)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder, "ids.key");
        var bytes = new byte[length];
        bytes.AsSpan().Fill((byte)(filled ? 7 : 0));
        File.WriteAllBytes(path, bytes);
        var made = TransactionIdHash.Load(folder);
        Assert.Equal(32, new FileInfo(path).Length);
        Assert.NotEqual(0ul, made.KeyId);
        var known = TransactionIdHash.Load(folder);
        Assert.Equal((made.KeyId, made.Of("t1"u8)), (known.KeyId, known.Of("t1"u8)));
        File.Delete(path);
        Assert.NotEqual(made.KeyId, TransactionIdHash.Load(folder).KeyId);
    }

    [Fact]
    public void What_a_crash_left_of_a_key_is_removed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(Path.Combine(folder, "ids.key.new"), [1, 2, 3]);
        TransactionIdHash.Load(folder);
        Assert.Equal(["ids.key"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }
}
