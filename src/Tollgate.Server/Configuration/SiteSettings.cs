using System.Net;

namespace Tollgate.Server.Configuration;

/// <summary>Where the gate is reached, when a proxy stands in front of it.</summary>
sealed record SiteSettings
{
    /// <summary>
    /// Who may say by X-Forwarded-For, -Proto and -Host from where a request came. Nobody unless it is set: else any
    /// caller could take any address.
    /// </summary>
    public required IPNetwork[] Proxies { get; init; }

    /// <summary>Origin under which browsers see the gate; null = the one that is asked for.</summary>
    public required Uri? PublicUrl { get; init; }

    /// <summary>The same as a browser writes it into the header Origin.</summary>
    public string? PublicOrigin => PublicUrl?.GetLeftPart(UriPartial.Authority);

    public static SiteSettings Read(SettingsReader reader) => new()
    {
        Proxies = reader.Text("Proxies") is { } list
            ? [.. list.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(Proxy)]
            : [],
        PublicUrl = reader.Text("PublicUrl") is { } url ? Origin(url) : null,
    };

    static IPNetwork Proxy(string text)
    {
        if (!text.Contains('/') && IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        if (!IPNetwork.TryParse(text, out var network))
        {
            throw new OperatorException(
                "Tollgate:Proxies", $"\"{text}\" is no address and no network, such as 10.0.0.7 or 10.0.0.0/8.");
        }
        return network.PrefixLength > 0
            ? network
            : throw new OperatorException("Tollgate:Proxies", $"\"{text}\" would let every caller choose its address.");
    }

    static Uri Origin(string text)
    {
        var isOrigin = Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url is { PathAndQuery: "/", Fragment: "", UserInfo: "" };
        return isOrigin
            ? url!
            : throw new OperatorException(
                "Tollgate:PublicUrl", $"\"{text}\" is no origin such as https://gate.example.com, without a path.");
    }
}
