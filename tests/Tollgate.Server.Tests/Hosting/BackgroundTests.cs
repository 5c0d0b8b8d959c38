using Microsoft.Extensions.Hosting;

namespace Tollgate.Server.Tests.Hosting;

public sealed class BackgroundTests
{
    [Fact]
    public async Task Background_work_that_throws_is_told_by_readiness_and_the_gate_goes_on()
    {
        using var folder = new TemporaryFolder();
        await using var app = ServerApp.Build(
            [
                "--Urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft=None",
                "--Tollgate:DataFolder=" + folder.Data, "--Tollgate:Demo=true",
            ],
            builder => builder.Services.AddHostedService<Failing>());
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var answer = await Eventually.Is(() => http.Get("/health/ready"), ready => !ready.IsSuccess);

        Assert.Equal("Failing has failed; restart the gate.", answer["missing"].Text("background"));
        Assert.False(app.Lifetime.ApplicationStopping.IsCancellationRequested);
        var signIn = await http.Post("/api/session", new { username = "admin", password = "admin123" });
        Assert.True(signIn.IsSuccess);
    }

    [Fact]
    public async Task A_gate_that_stops_says_unavailable_to_whoever_asks_it()
    {
        await using var server = await TollgateServer.Start();
        server.Gate.Dispose();
        var answer = await server.Admin.Get("/api/overview");
        Assert.Equal((503, "unavailable"), answer.Problem);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    sealed class Failing : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new UnauthorizedAccessException("/secret/place is not yours.");
        }
    }
}
