using Tollgate.Server.Tests.Fuzzing.Odd;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>
/// Makes the request of an index: out of a good one, by changing some of it. The same seed makes the same bytes.
/// </summary>
sealed class RequestGenerator(RouteCatalogue catalogue, Uri server, int seed)
{
    /// <summary>Answers of these are large, and grow or cost with what the others leave behind.</summary>
    static readonly string[] Dear =
        ["/api/cases/export", "/docs/scalar.js", "/docs/scalar.aspnetcore.js", "/openapi/{document}.json", "/metrics"];

    /// <param name="asIs">Leaves it good.</param>
    public FuzzRequest Make(int index, World world, bool asIs = false)
    {
        var random = new Random(unchecked((seed * 1_000_003) + index));
        return Make(Route(random), index, world, random, asIs || random.Chance(6));
    }

    /// <summary>A good request of a route.</summary>
    public FuzzRequest Good(FuzzRoute route, int index, World world) =>
        Make(route, index, world, new Random(unchecked((seed * 1_000_003) + index)), asIs: true);

    FuzzRequest Make(FuzzRoute route, int index, World world, Random random, bool asIs)
    {
        var values = new KnownValues(route, world, index, random);
        var (target, breaksHttp) = OddTargets.Write(route, values, random, asIs);
        var draft = new Draft(route, target);
        draft.Headers.Add(("Host", $"127.0.0.1:{server.Port}"));
        draft.Headers.Add(("traceparent", CapturedLog.TraceParent(index)));
        draft.Headers.AddRange(values.Headers());
        if (breaksHttp)
            draft.BreaksHttp();
        if (route.MediaType is not null || (!asIs && random.Chance(4)))
        {
            var bodies = new Bodies(new SchemaExample(catalogue.Schemas, values, random), random, asIs);
            draft.Body = bodies.Make(route);
            bodies.Label(draft);
        }
        if (!asIs)
            OddHeaders.Add(draft, random);
        var credentials = new Credentials(world, random);
        if (asIs)
            credentials.Good(draft);
        else
            credentials.Any(draft);
        if (!asIs && random.Chance(2))
            OddHeaders.BreakHttp(draft, random);
        return draft.Framed(index, random, asIs);
    }

    /// <summary>What reads a body has most to go wrong.</summary>
    FuzzRoute Route(Random random)
    {
        while (true)
        {
            var route = random.Of(catalogue.Routes);
            var percent = Dear.Contains(route.Path) ? 3 : !route.IsDescribed ? 12 : route.Schema is null ? 30 : 100;
            if (random.Chance(percent))
                return route;
        }
    }
}
