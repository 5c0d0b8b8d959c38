using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>The real server with a dashboard and the log levels of production, whose log is kept.</summary>
sealed class FuzzServer : IAsyncDisposable
{
    readonly TollgateServer gate;
    readonly string pages;

    FuzzServer(TollgateServer gate, string pages)
    {
        (this.gate, this.pages) = (gate, pages);
        gate.Services.GetRequiredService<ILoggerFactory>().AddProvider(Log);
    }

    public CapturedLog Log { get; } = new();
    public HttpClient Http => gate.Http;
    public Uri Url => gate.Http.BaseAddress!;
    public IEnumerable<RouteEndpoint> Endpoints =>
        gate.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    public static async Task<FuzzServer> Start()
    {
        var pages = Directory.CreateTempSubdirectory("tollgate-pages-").FullName;
        Directory.CreateDirectory(Path.Combine(pages, "assets"));
        File.WriteAllText(Path.Combine(pages, "index.html"), "<title>Tollgate</title>");
        File.WriteAllText(Path.Combine(pages, "assets", "app-1a2b.js"), "export const answer = 42");
        return new FuzzServer(
            await TollgateServer.Start(settings:
            [
                "--WebRoot=" + pages,
                "--Logging:LogLevel:Default=Information", "--Logging:LogLevel:Microsoft=Warning",
                // Makes the host start an activity for each request.
                "--Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics=Critical",
                "--Logging:Console:LogLevel:Default=None",
            ]),
            pages);
    }

    public async ValueTask DisposeAsync()
    {
        await gate.DisposeAsync();
        Directory.Delete(pages, recursive: true);
    }
}
