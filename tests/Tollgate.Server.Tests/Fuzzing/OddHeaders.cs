using Tollgate.Server.Tests.Fuzzing.Odd;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>Headers that a proxy, a browser or an attacker may send, and heads that are not HTTP.</summary>
static class OddHeaders
{
    static readonly (string Name, string[] Values)[] Known =
    [
        ("Origin", ["http://127.0.0.1", "https://evil.example", "null", "", "http://", "\u00c3\u00a9", "a b"]),
        ("Sec-Fetch-Site", ["cross-site", "same-origin", "none", ""]),
        ("X-Forwarded-For", ["1.2.3.4", "1.2.3.4, 5.6.7.8", "unknown", "::1", "999.9.9.9", "", "1.2.3.4:99999"]),
        ("X-Forwarded-Proto", ["https", "gopher", "https, http", ""]),
        ("X-Forwarded-Host", ["evil.example", "", "a b", ":"]),
        ("Forwarded", ["for=1.2.3.4;proto=https", "for=\"", ";;"]),
        ("If-Match", ["*", "\"1\"", "W/\"1\"", "1", "\"", "\"1\", \"2\"", "", "\"\u00c3\u00a9\"", "*, *",
            "\"99999999999999\""]),
        ("If-None-Match", ["*", "\"1\"", "\"", ""]),
        ("If-Modified-Since", ["Thu, 01 Jan 1970 00:00:00 GMT", "never", "Fri, 31 Dec 9999 23:59:59 GMT"]),
        ("If-Range", ["\"1\"", "x"]),
        ("Range", ["bytes=0-0", "bytes=5-", "bytes=-1", "bytes=9999999-", "bytes=a-b", "bytes=0-0,2-3", "lines=1"]),
        ("Accept", ["*/*", "text/html", "application/json;q=2", "", ",,,", "a"]),
        ("Accept-Encoding", ["gzip", "br;q=1", "*;q=0", "identity;q=0", ""]),
        ("Accept-Language", ["de", "xx-yy-zz", "*", ";"]),
        ("Last-Event-ID", ["1", "", "x-1", "\u00c3\u00a9", "99999999999999999999"]),
        ("Cookie", ["tollgate_session=", "tollgate_session=a; tollgate_session=b", "=", ";", "a",
            "tollgate_session=\u00c3\u00a9"]),
        ("X-Tollgate-Session", ["0", "1", ""]),
        ("X-HTTP-Method-Override", ["DELETE"]),
        ("Connection", ["keep-alive", "close", "upgrade", "", "a, b", "Authorization"]),
        ("Upgrade", ["websocket", "h2c", "TLS/1.0"]),
        ("HTTP2-Settings", ["AAMAAABkAARAAAAAAAIAAAAA"]),
        ("TE", ["trailers", "gzip"]),
        ("traceparent", ["00-0-0-00", "garbage", ""]),
        ("tracestate", ["a=b", new string('a', 2_000)]),
        ("baggage", ["a=b", "%00"]),
        ("User-Agent", ["", "a\tb", new string('u', 5_000)]),
        ("Content-Language", ["de"]),
        ("Content-MD5", ["a"]),
        ("Trailer", ["X-Trailer"]),
        ("X-Large", [new string('l', 20_000)]),
        ("X-Empty", [""]),
        ("Keep-Alive", ["timeout=0"]),
        ("Max-Forwards", ["0"]),
    ];

    static readonly string[] OddHosts =
        ["localhost", "evil.example", "", "[::1]", "127.0.0.1:99999", "127.0.0.1:", "a b", "[", "127.0.0.1:80:80",
            "\u00e9", "*"];

    static readonly string[] OddMethods =
        ["HEAD", "HEAD", "OPTIONS", "TRACE", "PUT", "PATCH", "DELETE", "GET", "POST", "get", "FOO", "M-SEARCH",
            "QUERY"];

    static readonly string[] NotHttp =
    [
        "no colon", " : blank", "name : a", "na me: a", ": a", "X-A: a\0b", "X-A: \u00ff\u00fe", "X\u00e9: a",
        " folded", "X-A: a\rb", "X-A: a\nX-B: b\n: c", "(): a",
    ];

    public static void Add(Draft draft, Random random)
    {
        for (var i = random.Of([0, 0, 1, 2]); i > 0; i--)
        {
            var (name, values) = random.Of(Known);
            draft.Headers.Add((name, random.Of(values)));
        }
        if (random.Chance(3))
            draft.Set("Host", random.Of(OddHosts));
        if (random.Chance(4))
            draft.Method = random.Of(OddMethods);
    }

    /// <summary>What no server can take; it must say so, and may hang up.</summary>
    public static void BreakHttp(Draft draft, Random random)
    {
        draft.BreaksHttp();
        switch (random.Next(10))
        {
            case 0:
                draft.Headers.RemoveAll(header => header.Name == "Host");
                break;
            case 1:
                draft.Headers.Add(("Host", random.Of(OddHosts)));
                break;
            case 2:
                draft.Version = random.Of(["HTTP/1.0", "HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "http/1.1", "HTTP", "",
                    "X"]);
                break;
            case 3:
                draft.Method = random.Of(["CONNECT", "", "G ET", "G\u00e9T", "(", new string('M', 9_000)]);
                break;
            case 4:
                draft.Target = random.Of(["", "api", "http://", "http://[", "*", "//", "ftp://a/b",
                    "/" + new string('p', 9_000), "?"]);
                break;
            case 5:
                draft.Headers.AddRange(Enumerable.Range(0, 120).Select(i => ($"X-{i}", "a")));
                break;
            case 6:
                draft.Headers.AddRange(Enumerable.Range(0, 4).Select(i => ($"X-{i}", new string('h', 10_000))));
                break;
            default:
                draft.Headers.Insert(0, (random.Of(NotHttp), "a"));
                break;
        }
    }
}
