using Tollgate.Server.Http;

namespace Tollgate.Server.Tests.Support;

/// <summary>Holds JSON that is written by hand to the type that describes it.</summary>
static class DocumentedShape
{
    /// <summary>Fails when JSON and type do not have the same fields, or write one of them otherwise.</summary>
    public static T Read<T>(string json)
    {
        var read = JsonSerializer.Deserialize<T>(json, ApiJson.Options)!;
        var written = JsonSerializer.SerializeToElement(read, ApiJson.Options);
        Assert.True(
            JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(json), written),
            $"Sent was {json}, which reads as {written}.");
        return read;
    }

    public static T Read<T>(JsonElement json) => Read<T>(json.GetRawText());
}
