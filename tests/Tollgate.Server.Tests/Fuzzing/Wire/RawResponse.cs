namespace Tollgate.Server.Tests.Fuzzing.Wire;

/// <summary>One answer, complete.</summary>
/// <param name="IsStream">Its body has no end: only the first piece of it was read.</param>
sealed record RawResponse(int Status, (string Name, string Value)[] Headers, byte[] Body, bool IsStream)
{
    public bool IsInterim => Status < 200;

    public bool Closes => "close".Equals(Header("Connection"), StringComparison.OrdinalIgnoreCase);

    public string? MediaType => Header("Content-Type")?.Split(';')[0].Trim();

    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public string Text => Encoding.UTF8.GetString(Body);

    public override string ToString() => $"{Status} {MediaType} {Text[..Math.Min(400, Text.Length)]}";
}
