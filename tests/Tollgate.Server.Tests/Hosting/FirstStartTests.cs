using System.Diagnostics;

namespace Tollgate.Server.Tests.Hosting;

/// <summary>A first start is killed in the middle: whatever it leaves behind, the next one comes up.</summary>
public sealed class FirstStartTests(ITestOutputHelper output)
{
    [Fact]
    public Task Killed_in_its_first_start_a_server_comes_up_with_the_next() => Kill(5);

    /// <summary>Prints the longest second start; the machine should do nothing else.</summary>
    [Fact(Explicit = true)]
    public Task Killed_two_hundred_times_in_its_first_start_a_server_comes_up_with_the_next() => Kill(200);

    async Task Kill(int times)
    {
        var random = new Random(3);
        var longest = TimeSpan.Zero;
        for (var i = 0; i < times; i++)
        {
            using var folder = new TemporaryFolder();
            await TollgateProcess.KillAfter(TimeSpan.FromMilliseconds(random.Next(50, 3_000)), folder.Data);
            var started = Stopwatch.GetTimestamp();
            using var next = await TollgateProcess.Serve(folder.Data);
            var took = Stopwatch.GetElapsedTime(started);
            longest = took > longest ? took : longest;
            using var http = new HttpClient { BaseAddress = next.Url };
            var ready = await Eventually.Is(() => http.Get("/health/ready"), answer => answer.IsSuccess);
            Assert.True(ready.IsSuccess);
            var signIn = await http.Post("/api/session", new { username = "admin", password = "admin123" });
            Assert.True(signIn.IsSuccess, signIn.Body);
        }
        output.WriteLine($"{times} kills, the longest start behind one took {longest.TotalSeconds:F2} s");
    }
}
