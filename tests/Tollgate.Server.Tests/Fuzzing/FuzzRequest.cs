namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>What may become of the connection behind a request.</summary>
enum Ending
{
    /// <summary>A whole answer comes; the connection goes on unless the answer said that it does not.</summary>
    Kept,

    /// <summary>A whole answer comes; where the next request would begin is not known any more.</summary>
    Last,

    /// <summary>The client goes away in the middle and hears no answer.</summary>
    Left,
}

/// <summary>One request as the bytes of its head and the pieces of its body, each written for itself.</summary>
sealed record FuzzRequest(int Index, string Route, string Method, byte[] Head, byte[][] Body)
{
    const int Shown = 3_000;

    public Ending Ending { get; init; }

    /// <summary>The body is held back until the server asks for it or answers.</summary>
    public bool AsksFirst { get; init; }

    /// <summary>A request may be written behind this one before its answer is there.</summary>
    public bool MayBePipelined => Ending == Ending.Kept && !AsksFirst && Body.Length <= 1;

    public byte[] Bytes => [.. Head, .. Body.SelectMany(piece => piece)];

    /// <summary>The bytes as a string literal, cut short.</summary>
    public override string ToString()
    {
        var bytes = Body.Sum(piece => piece.Length) < 1 << 20 ? Bytes : Head;
        var text = new StringBuilder();
        foreach (var b in bytes.Take(Shown))
        {
            text.Append(b switch
            {
                (byte)'\r' => "\\r",
                (byte)'\n' => "\\n\n",
                < 32 or > 126 => $"\\x{b:x2}",
                _ => ((char)b).ToString(),
            });
        }
        var rest = Head.Length + Body.Sum(piece => piece.Length) - Math.Min(bytes.Length, Shown);
        return rest > 0 ? $"{text}… and {rest} bytes" : text.ToString();
    }
}
