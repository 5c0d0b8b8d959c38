using System.Text.Json;

namespace Tollgate.Benchmarks;

/// <summary>Prints one JSON object a line: <c>{"name", "value", "unit", "of", "ratio"}</c>.</summary>
sealed class Report(TextWriter to)
{
    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="of">The figure of the same run that this one is compared with.</param>
    public void Add(string name, double value, string unit, string? of = null, double? ratio = null) => to.WriteLine(
        JsonSerializer.Serialize(
            new { name, value = Rounded(value), unit, of, ratio = ratio is { } r ? Rounded(r) : (double?)null }, Json));

    /// <summary>A value that is compared, not measured.</summary>
    public void Add(string name, string value) => to.WriteLine(JsonSerializer.Serialize(new { name, value }, Json));

    static double Rounded(double value) =>
        value == 0 ? 0 : Math.Round(value, Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 12));
}
