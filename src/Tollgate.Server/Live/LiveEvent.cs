using System.Text;

namespace Tollgate.Server.Live;

/// <summary>One server-sent event, as it goes over the wire to every listener.</summary>
sealed class LiveEvent(string? id, string name, byte[] json)
{
    /// <summary>For Last-Event-ID; null for an event that nobody misses.</summary>
    public string? Id { get; } = id;

    public ReadOnlyMemory<byte> Bytes { get; } = (byte[])
    [
        .. Encoding.ASCII.GetBytes($"{(id is null ? "" : $"id: {id}\n")}event: {name}\ndata: "), .. json, .. "\n\n"u8,
    ];
}
