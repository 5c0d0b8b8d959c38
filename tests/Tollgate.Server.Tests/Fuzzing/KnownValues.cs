using System.Text.Json.Nodes;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Tests.Fuzzing.Odd;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>Values that make a request good, by the name of the field or parameter they stand in.</summary>
sealed class KnownValues(FuzzRoute route, World world, int index, Random random)
{
    bool Decides => route.Path.StartsWith("/api/decisions", StringComparison.Ordinal);

    bool MakesUser => route.Path == "/api/users";

    readonly int known = random.Next(8);

    /// <summary>Null when the name says nothing.</summary>
    public JsonNode? Of(string field) => field switch
    {
        "transaction_id" when Decides && random.Chance(85) => $"t-{index}-{random.Next(1_000)}",
        "transaction_id" => world.Transactions[known],
        "event_time" => Time(-random.Next(5_000)),
        "reported_at" => Time(random.Next(2_000)),
        "user_id" => Decides ? $"u-{random.Next(50)}" : world.Transactions[known].Replace("known", "user"),
        "amount_minor" => random.Next(1, 100_000),
        "currency" => random.Of(["EUR", "USD", "JPY", "GBP"]),
        "merchant_category" => random.Of(["5411", "5732", "6011"]),
        "country" or "card_country" or "ip_country" => random.Of(["DE", "US", "BR"]),
        "channel" => random.Of(["ecom", "pos", "moto"]),
        "ip" => random.Of(["10.0.0.1", "2001:db8::1"]),
        "attributes" => new JsonObject { ["shop"] = "north", ["items"] = 3, ["gift"] = false },
        "label" => random.Of(["fraud", "genuine"]),
        "reasons" => new JsonArray("On a list", new JsonObject { ["code"] = "list", ["text"] = "On a list" }),
        "username" => MakesUser ? $"made-{index}" : random.Of(world.Users),
        "password" => World.Password,
        "roles" => new JsonArray(random.Of(["analyst", "lead", "auditor"])),
        "scopes" => new JsonArray(random.Of(["decide", "read"])),
        "ids" => new JsonArray([.. world.Cases.Take(random.Next(1, 4)).Select(id => JsonValue.Create(id))]),
        "grant_type" => random.Of(["password", "refresh_token", "client_credentials"]),
        "refresh_token" or "token" => random.Of(world.RefreshTokens),
        "client_id" => world.Keys[^1].Id,
        "client_secret" => world.Keys[^1].Secret,
        "scope" => "read",
        "source" => route.Path == "/api/labels" ? "shop" : null,
        _ => null,
    };

    public string? OfPath(string parameter) => (route.Path, parameter) switch
    {
        (_, "id") when route.Path.StartsWith("/api/keys/", StringComparison.Ordinal) => random.Of(world.SpareKeys),
        (_, "id") when route.Path.StartsWith("/api/cases/", StringComparison.Ordinal) => random.Of(world.Cases),
        (_, "id") => random.Of(world.Transactions),
        (_, "name") => random.Of(world.Users),
        (_, "document") => "v1",
        _ => "text",
    };

    public string OfQuery(string parameter) => parameter switch
    {
        "status" => random.Of(["OPEN", "CONFIRMED_FRAUD", "FALSE_POSITIVE"]),
        "assignee" => random.Of(["me", "none", "admin"]),
        "min_risk" => "0.5",
        "entity" => random.Of(["user:user-1-1", "card:card-1", "merchant:m1", "device:device-1", "u-1"]),
        "from" => "2020-01-01T00:00:00Z",
        "to" => "2100-01-01T00:00:00Z",
        "sort" => random.Of(["newest", "oldest", "risk", "amount"]),
        "cursor" => random.Of(world.Cursors),
        "count" => random.Of(["true", "false"]),
        "explain" => "full",
        _ => random.Of(["1", "5", "50"]),
    };

    /// <summary>What the route does not do without.</summary>
    public IEnumerable<(string Name, string Value)> Headers()
    {
        if (route.Method == "PATCH")
            yield return ("If-Match", "*");
        if (!route.Path.StartsWith("/api/session", StringComparison.Ordinal))
            yield break;
        yield return ("X-Tollgate-Session", "1");
        yield return ("Cookie", "tollgate_session=" + random.Of(world.RefreshTokens));
    }

    JsonNode Time(int ms) =>
        Rfc3339.Text(world.Now.ToUnixTimeMilliseconds() + ms);
}
