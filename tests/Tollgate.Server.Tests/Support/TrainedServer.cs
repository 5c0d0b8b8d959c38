[assembly: AssemblyFixture(typeof(Tollgate.Server.Tests.Support.TrainedServer))]

namespace Tollgate.Server.Tests.Support;

/// <summary>One server with a model, which tests share because training takes long. They keep apart by users.</summary>
public sealed class TrainedServer : IAsyncLifetime
{
    internal TollgateServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await TollgateServer.Start(model: true);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
