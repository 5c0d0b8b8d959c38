using Microsoft.AspNetCore.HttpOverrides;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Http;

/// <summary>
/// Takes address, scheme and host of a request from the proxies that an operator has named, before anything looks at
/// them; from nobody else.
/// </summary>
static class Proxies
{
    /// <summary>The framework's own switch, by which it would believe any sender.</summary>
    public const string WithoutBlindTrust = "--ForwardedHeaders_Enabled=false";

    public static void UseProxies(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<Settings>().Site.Proxies;
        if (proxies.Length == 0)
            return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders =
                ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            // As many steps as there are proxies that are known.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownIPNetworks.Add(proxy);
        app.UseForwardedHeaders(options);
    }
}
