namespace Tollgate.Server.Tests.Support;

/// <summary>Waits for what happens in the background. The limit only ends a test that has failed.</summary>
static class Eventually
{
    public static async Task<T> Is<T>(Func<Task<T>> read, Func<T, bool> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        for (; ; )
        {
            var value = await read();
            if (isSo(value))
                return value;
            Assert.False(limit.IsCancellationRequested, $"It did not come about; the last value was {value}.");
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
