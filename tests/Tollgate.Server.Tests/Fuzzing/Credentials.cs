using Tollgate.Server.Tests.Fuzzing.Odd;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>Says who calls: somebody who may, somebody who may not, or nobody that makes sense.</summary>
sealed class Credentials(World world, Random random)
{
    static readonly string[] Nonces =
        ["", "short", "with blank in the nonce", "nonce-\u00e9-nonce-nonce", "a/b/c/d/e/f/g/h/i/j"];

    /// <summary>Those who may.</summary>
    public void Good(Draft draft)
    {
        var signedOnly = draft.Route.Path.StartsWith("/internal", StringComparison.Ordinal);
        if (draft.Route.Signed && (signedOnly || random.Chance(70)))
            Sign(draft, world.Keys[^1], Nonce());
        else if (!draft.Route.Anonymous)
            Bearer(draft, "admin");
    }

    public void Any(Draft draft)
    {
        switch (random.Next(20))
        {
            case < 12:
                Good(draft);
                break;
            case < 14:
                Sign(draft, random.Of(world.Keys), random.Chance(50) ? Nonce() : null);
                break;
            case < 16:
                Bearer(draft, random.Of([.. world.Tokens.Keys]));
                break;
            case 16:
                break;
            case 17:
                BrokenSignature(draft);
                break;
            default:
                draft.Headers.Add(("Authorization", OddAuthorization(random.Of([.. world.Tokens.Values]))));
                if (random.Chance(15))
                    Bearer(draft, "admin");
                break;
        }
    }

    void Bearer(Draft draft, string who) => draft.Headers.Add(("Authorization", "Bearer " + world.Tokens[who]));

    void Sign(Draft draft, SigningKey key, string? nonce, int seconds = 0) =>
        draft.Headers.AddRange(key.Sign(draft.Method, draft.Target, draft.Body ?? [], nonce, seconds));

    string Nonce() => $"{random.NextInt64():x16}{random.NextInt64():x16}";

    void BrokenSignature(Draft draft)
    {
        var key = random.Of(world.Keys);
        if (random.Chance(20))
        {
            Sign(draft, key, Nonce(), random.Of([-400, 400, -2_000_000_000]));
            return;
        }
        Sign(draft, key, random.Chance(40) ? random.Of(Nonces) : Nonce());
        var at = draft.Headers.FindIndex(header => header.Name.StartsWith("X-Tollgate-", StringComparison.Ordinal));
        at += random.Next(4);
        var (name, value) = draft.Headers[at];
        switch (random.Next(4))
        {
            case 0:
                draft.Headers.RemoveAt(at);
                break;
            case 1:
                draft.Headers.Add((name, value));
                break;
            case 2:
                draft.Headers[at] = (name, value.ToUpperInvariant()[..(value.Length / 2)]);
                break;
            default:
                draft.Headers[at] = (name, random.Of(
                    ["", "0", "-1", "abc", "9999999999", "99999999999", "\u00c3\u00a9", new string('f', 64),
                        new string('\u00c3', 1) + "\u00a9" + new string('f', 62), new string('0', 5_000), "a, b"]));
                break;
        }
    }

    string OddAuthorization(string token)
    {
        var parts = token.Split('.');
        var key = world.Keys[^1];
        var none = Base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}");
        return random.Next(24) switch
        {
            0 => "Bearer  " + token,
            1 => "Bearer\t" + token,
            2 => "bearer " + token,
            3 => "BEARER " + token,
            4 => "Bearer " + token + " ",
            5 => "Bearer",
            6 => "Bearer .",
            7 => $"Bearer {token} {token}",
            8 => $"Bearer {token}, Bearer {token}",
            9 => "Bearer " + token[..random.Next(token.Length)],
            10 => $"Bearer {parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}",
            11 => $"Bearer {none}.{parts[1]}.",
            12 => $"Bearer {parts[0]}.{Base64(OddJson.Any(random))}.{parts[2]}",
            13 => $"Bearer {Base64(OddJson.Any(random))}.{parts[1]}.{parts[2]}",
            14 => $"Bearer {token}.{token}",
            15 => $"Bearer {parts[0]}.{parts[1]}.{parts[2]}.a.b",
            16 => "Bearer " + new string('a', 20_000),
            17 => "Bearer " + new string('.', 5_000),
            18 => "Bearer \u00c3\u00a9",
            19 => "Basic " + Base64(random.Of(["a", "a:b", ":", "%:%", "%zz:\u00e9"])),
            20 => random.Of(["Basic", "Basic ", "Basic !!!!", "Basic 4pyT", "Basic " + new string('A', 9_000)]),
            21 => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key.Id}:{key.Secret}")),
            22 => random.Of(["", " ", "Negotiate a", ":", "Token token=\"a\"", "\"Bearer\" a"]),
            _ => "Bearer\u00a0" + token,
        };
    }

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=');
}
