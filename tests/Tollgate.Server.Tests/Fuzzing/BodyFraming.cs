using Tollgate.Server.Tests.Fuzzing.Odd;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>How a body goes over the wire: the headers that frame it, and the pieces it is written in.</summary>
sealed record FramedBody(List<(string Name, string Value)> Headers, byte[][] Pieces, Ending Ending = Ending.Kept)
{
    public bool AsksFirst { get; init; }
}

/// <summary>Frames bodies well, oddly and wrongly.</summary>
static class BodyFraming
{
    /// <summary>Above what Kestrel takes by itself.</summary>
    static readonly byte[] Huge = [.. Enumerable.Repeat((byte)' ', 31_000_000)];

    static readonly string[] BrokenSizes =
    [
        "FFFFFFFFFFFFFFFFF", "FFFFFFFFFFFFFFFF", "8000000000000000", "7FFFFFFFFFFFFFFF0", "-1", "xyz", "", " 5",
        "0x5", "5 5", "\0", "+5", "5,5", "5\r", "\u00ff", "10000000000000000000000000000000000",
    ];

    public static FramedBody Frame(byte[] body, Random random) => random.Weighed<Func<FramedBody>>(
        (60, () => Counted(body, [body])),
        (5, () => Counted(body, Split(body, random))),
        (12, () => Chunked(Chunks(body, random, "") + "0\r\n\r\n", random)),
        (3, () => Chunked(Chunks(body, random, random.Of([";a=b", ";", "; a=\"b c\"", ";" + new string('e', 3_000)]))
            + "0\r\n\r\n", random)),
        (2, () => Chunked(Chunks(body, random, "") + "0\r\nX-Trailer: 1\r\nContent-Length: 5\r\n\r\n", random)),
        (6, () => Broken(body, random)),
        (3, () => Counted(body, [body]) with { AsksFirst = true }),
        (3, () => Cut(body, random)),
        (3, () => Miscounted(body, random)),
        (2, () => new FramedBody([], [])),
        (1, () => Promised(random)))();

    public static FramedBody Counted(byte[] body, byte[][] pieces) =>
        new([("Content-Length", body.Length.ToString())], pieces);

    static FramedBody Chunked(string text, Random random)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        return new([("Transfer-Encoding", "chunked")], random.Chance(20) ? Split(bytes, random) : [bytes]);
    }

    static string Chunks(byte[] body, Random random, string extension)
    {
        var text = new StringBuilder();
        // Many tiny chunks of a small body, or a few of a large one.
        var most = body.Length < 500 ? random.Of([1, 3, 100]) : random.Of([100, 4_096, 100_000]);
        for (var from = 0; from < body.Length;)
        {
            var size = Math.Min(body.Length - from, random.Next(1, most + 1));
            text.Append(random.Chance(20) ? size.ToString("X6") : size.ToString("x")).Append(extension).Append("\r\n");
            text.Append(Encoding.Latin1.GetString(body, from, size)).Append("\r\n");
            from += size;
        }
        return text.ToString();
    }

    static FramedBody Broken(byte[] body, Random random)
    {
        var good = random.Chance(50) ? Chunks(body, random, "") : "";
        var text = good + random.Next(4) switch
        {
            0 => "5\r\nabcdefgh\r\n0\r\n\r\n",
            1 => "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n",
            _ => random.Of(BrokenSizes) + "\r\nabcde\r\n0\r\n\r\n",
        };
        return Chunked(text, random) with { Ending = Ending.Last };
    }

    /// <summary>Less than was promised, and then nothing more.</summary>
    static FramedBody Cut(byte[] body, Random random)
    {
        var sent = body[..random.Next(body.Length + 1)];
        return random.Next(3) switch
        {
            0 => new([("Content-Length", (body.Length + 1).ToString())], [sent], Ending.Left),
            1 => new([("Content-Length", "2147483648")], [sent], Ending.Left),
            _ => new(
                [("Transfer-Encoding", "chunked")],
                [[.. Encoding.Latin1.GetBytes(random.Of(["7FFFFFFF\r\n", "FFFFF\r\n",
                    "7FFFFFFFFFFFFFFF\r\n"])), .. sent]],
                Ending.Left),
        };
    }

    static FramedBody Miscounted(byte[] body, Random random) => new(
        random.Next(5) switch
        {
            0 => [("Content-Length", Math.Max(0, body.Length - 3).ToString())],
            1 => [("Content-Length", body.Length.ToString()), ("Transfer-Encoding", "chunked")],
            2 => [("Content-Length", random.Of(["-1", "abc", "", "1,1", "0x10", "99999999999999999999", "+5"]))],
            3 => [("Content-Length", "5"), ("Content-Length", "6")],
            _ => [("Transfer-Encoding", random.Of(["gzip", "gzip, chunked", "identity", "chunked, chunked",
                "xchunked"]))],
        },
        [[.. body, .. "\r\nno request\r\n\r\n"u8]],
        Ending.Last);

    /// <summary>More than anything takes: sent, or only announced.</summary>
    static FramedBody Promised(Random random) => random.Chance(5)
        ? Counted(Huge, [Huge])
        : new([("Content-Length", random.Of(["31000000", "99999999999", "9223372036854775807"]))], [], Ending.Last)
        {
            AsksFirst = random.Chance(50),
        };

    static byte[][] Split(byte[] bytes, Random random)
    {
        var pieces = new List<byte[]>();
        for (var left = bytes.AsSpan(); !left.IsEmpty && pieces.Count < 4;)
        {
            var size = pieces.Count == 3 ? left.Length : random.Next(1, left.Length + 1);
            pieces.Add(left[..size].ToArray());
            left = left[size..];
        }
        return [.. pieces];
    }
}
