using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.Server.Http;

/// <summary>The one way JSON is written and read over HTTP.</summary>
static class ApiJson
{
    public static readonly JsonSerializerOptions Options = Make(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>snake_case, times with Z; an unknown, doubled or missing field is an error.</summary>
    public static JsonSerializerOptions Make(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Converters.Add(new UtcTimeConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        return options;
    }
}
