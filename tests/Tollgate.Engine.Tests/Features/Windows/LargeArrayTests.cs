using Tollgate.Engine.Features.Windows;

namespace Tollgate.Engine.Tests.Features.Windows;

public sealed class LargeArrayTests
{
    [Fact]
    public void An_array_longer_than_a_piece_is_stored_whole()
    {
        foreach (var length in new[] { 0, 1, LargeArray.Piece, LargeArray.Piece + 1, (3 * LargeArray.Piece) + 7 })
        {
            long[] array = [.. Enumerable.Range(1, length).Select(i => (long)i << 20)];
            using var stream = new MemoryStream();
            LargeArray.Write<long>(new(stream), array);
            stream.Position = 0;
            var read = new long[length];
            LargeArray.Read<long>(new(stream), read);
            Assert.Equal(array, read);
        }
    }
}
