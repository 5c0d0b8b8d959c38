namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>A request in the making: good at first, then changed.</summary>
sealed class Draft(FuzzRoute route, string target)
{
    public FuzzRoute Route => route;
    public string Method { get; set; } = route.Method;
    public string Target { get; set; } = target;
    public string Version { get; set; } = "HTTP/1.1";
    public List<(string Name, string Value)> Headers { get; } = [];

    /// <summary>As it is signed; null for none.</summary>
    public byte[]? Body { get; set; }

    public Ending Ending { get; set; }

    /// <summary>The server refuses the request before it knows what it is about, and hangs up.</summary>
    public void BreaksHttp()
    {
        if (Ending == Ending.Kept)
            Ending = Ending.Last;
    }

    public void Set(string name, string value)
    {
        Headers.RemoveAll(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        Headers.Add((name, value));
    }

    public FuzzRequest Framed(int index, Random random, bool asIs)
    {
        var framed = Body is null ? new FramedBody([], [])
            : asIs ? BodyFraming.Counted(Body, [Body])
            : BodyFraming.Frame(Body, random);
        var head = new StringBuilder($"{Method} {Target} {Version}\r\n");
        foreach (var (name, value) in Headers.Concat(framed.Headers))
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        if (framed.AsksFirst)
            head.Append("Expect: 100-continue\r\n");
        head.Append("\r\n");
        return new FuzzRequest(index, route.Name, Method, Encoding.Latin1.GetBytes(head.ToString()), framed.Pieces)
        {
            Ending = (Ending)Math.Max((int)Ending, (int)framed.Ending),
            AsksFirst = framed.AsksFirst && Ending == Ending.Kept,
        };
    }
}
