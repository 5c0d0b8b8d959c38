using Microsoft.Extensions.Primitives;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Http;

/// <summary>
/// Refuses requests for another host. A gate that listens on this machine only takes the names of this machine: a page
/// elsewhere must not reach it through a name of its own (DNS rebinding). In place of the framework's filter, whose
/// refusal is a page.
/// </summary>
static class HostCheck
{
    static readonly StringSegment[] Local = ["localhost", "127.0.0.1", "[::1]"];

    public static void UseHostCheck(this WebApplication app)
    {
        if (Allowed(app.Configuration, app.Services.GetRequiredService<Settings>().Site) is not { } allowed)
            return;
        app.Use((http, next) =>
        {
            // HTTP/1.0 knows no host, and no browser speaks it.
            var host = http.Request.Headers.Host.ToString();
            return host.Length == 0 || IsAllowed(host, allowed) ? next(http) : Wrong.ExecuteAsync(http);
        });
    }

    static readonly Problem Wrong = new(
        400, "host_not_allowed", "Not the name of this gate",
        "The host of the request is none of the gate's: set Tollgate:PublicUrl to the address that browsers use.");

    /// <summary>Null for any.</summary>
    static StringSegment[]? Allowed(IConfiguration configuration, SiteSettings site)
    {
        var named = configuration["AllowedHosts"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (named.Length > 0 ? named.Contains("*") : !IsLocalOnly(configuration["Urls"]))
            return null;
        return
        [
            .. named.Length > 0 ? named.Select(name => new StringSegment(name)) : Local,
            .. site.PublicUrl is { } url ? [url.Host] : Array.Empty<StringSegment>(),
        ];
    }

    static bool IsLocalOnly(string? urls) =>
        (urls ?? HttpSetup.DefaultUrl).Split(';')
            .All(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsLoopback);

    static bool IsAllowed(string host, StringSegment[] allowed)
    {
        try
        {
            return HostString.MatchesAny(host, allowed);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
