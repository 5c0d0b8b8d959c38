using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Tollgate.Server.Tests.Fuzzing.Wire;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>
/// Requests that nobody foresaw. TOLLGATE_FUZZ_SEED and TOLLGATE_FUZZ_FIRST repeat one that a report names by its seed
/// and index, TOLLGATE_FUZZ_COUNT says how many there are, and TOLLGATE_FUZZ_CONNECTIONS=1 sends them one by one.
/// </summary>
public sealed partial class FuzzTests(ITestOutputHelper output)
{
    const int Seed = 20_261_123;

    static int Count => Number(
        "TOLLGATE_FUZZ_COUNT", Environment.GetEnvironmentVariable("TOLLGATE_TEST_LONG") == "1" ? 200_000 : 3_000);

    [Fact]
    public async Task Nothing_that_can_be_sent_breaks_an_answer_a_connection_or_the_calm_of_the_log()
    {
        await using var server = await FuzzServer.Start();
        var catalogue = await RouteCatalogue.Of(server.Http);
        var run = new FuzzRun(
            server, catalogue, Number("TOLLGATE_FUZZ_SEED", Seed), Number("TOLLGATE_FUZZ_CONNECTIONS", 6));

        await run.Run(Number("TOLLGATE_FUZZ_FIRST", 0), Count);

        output.WriteLine(string.Join(", ", run.Statuses.Select(one => $"{one.Key}: {one.Value}")));
        Assert.True(run.Report().Length == 0, run.Report());
    }

    [Fact]
    public async Task Every_endpoint_of_the_server_is_among_those_that_are_called()
    {
        await using var server = await FuzzServer.Start();
        var catalogue = await RouteCatalogue.Of(server.Http);
        var called = catalogue.Routes.Select(route => $"{route.Method} {Shape(route.Path)}").ToHashSet();

        var missing =
            from endpoint in server.Endpoints
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
            where method != "HEAD"
            let name = $"{method} {Shape(endpoint.RoutePattern.RawText!)}"
            where !called.Contains(name)
            select name;

        Assert.NotEmpty(server.Endpoints);
        Assert.Empty(missing);
    }

    /// <summary>Else the changes to a request would go no deeper than its first check.</summary>
    [Fact]
    public async Task A_request_that_is_left_good_is_answered_well_on_every_described_route()
    {
        await using var server = await FuzzServer.Start();
        var catalogue = await RouteCatalogue.Of(server.Http);
        var generator = new RequestGenerator(catalogue, server.Url, Seed);
        var world = await World.Make(server.Http, 0);
        var refused = new List<string>();
        foreach (var route in catalogue.Routes.Where(route => route.IsDescribed))
        {
            string? last = null;
            for (var index = 0; index < 20 && last != ""; index++)
                last = await Answer(server, generator.Good(route, index, world));
            if (last != "")
                refused.Add(last!);
        }
        Assert.Empty(refused);
    }

    [Fact]
    public async Task The_same_seed_and_index_make_the_same_bytes()
    {
        await using var server = await FuzzServer.Start();
        var catalogue = await RouteCatalogue.Of(server.Http);
        var world = await World.Make(server.Http, 0);
        var one = new RequestGenerator(catalogue, server.Url, seed: 7);
        var other = new RequestGenerator(catalogue, server.Url, seed: 7);
        for (var index = 0; index < 200; index++)
            Assert.Equal(WithoutTime(one.Make(index, world)), WithoutTime(other.Make(index, world)));
    }

    static async Task<string> Answer(FuzzServer server, FuzzRequest request)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var client = await RawHttpClient.Connect(server.Url, new([127, 0, 0, 1]), limit.Token);
        await client.Send(request.Bytes, limit.Token);
        var answer = await client.Read(request.Method, limit.Token);
        return answer.Status is >= 200 and < 300 ? "" : $"{request.Route}: {answer}\n{request}";
    }

    static string WithoutTime(FuzzRequest request) =>
        SignedTime().Replace(request.ToString(), "") + string.Join(' ', request.Body.Select(piece => piece.Length));

    static string Shape(string path) => Parameter().Replace("/" + path.Trim('/'), "{}");

    static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("X-Tollgate-(Timestamp|Signature).*")]
    private static partial Regex SignedTime();
}
