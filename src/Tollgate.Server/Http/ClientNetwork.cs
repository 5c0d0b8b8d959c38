using System.Net;
using System.Net.Sockets;

namespace Tollgate.Server.Http;

/// <summary>Whom an address belongs to: one customer has a whole /64 of IPv6.</summary>
static class ClientNetwork
{
    const int PrefixBytes = 8;

    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(PrefixBytes).Clear();
        return new IPAddress(bytes) + "/64";
    }
}
