namespace Tollgate.Server.Tests.Support;

/// <summary>One server for a class whose tests leave nothing behind that another of them would see.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    internal TollgateServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await TollgateServer.Start();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
