namespace Tollgate.Server.Configuration;

/// <summary>Where metrics and traces go beside /metrics. <c>Tollgate:Telemetry</c>.</summary>
sealed record TelemetrySettings
{
    /// <summary>OTLP endpoint, such as http://collector:4317; null sends nothing.</summary>
    public required Uri? Otlp { get; init; }

    public static TelemetrySettings Read(SettingsReader reader)
    {
        var text = reader.Text("Telemetry:Otlp");
        if (text is null)
            return new TelemetrySettings { Otlp = null };
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new TelemetrySettings { Otlp = uri }
            : throw new OperatorException(
                "Tollgate:Telemetry:Otlp", $"\"{text}\" is not a URL such as http://collector:4317.");
    }
}
