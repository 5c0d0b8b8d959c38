using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Tollgate.Server.Cases;
using Tollgate.Server.Cases.Queries;
using Tollgate.Server.Http;
using Tollgate.Server.Overview;

namespace Tollgate.Server.Live;

/// <summary>
/// Hands what happens to every dashboard that listens. The last events are kept for those who come back; a listener who
/// does not keep up is let go, as reading the lists again costs less than waiting for it.
/// </summary>
sealed class LiveFeed(TimeProvider clock)
{
    /// <summary>Events kept, and events that may wait for one listener.</summary>
    public const int Capacity = 1024;

    readonly Lock gate = new();
    readonly Queue<LiveEvent> recent = new(Capacity);
    readonly List<Channel<LiveEvent>> listeners = [];

    // Ids of another run of the server must not be taken for ours.
    readonly string run = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
    long count;

    public void Publish(CaseSummary changed) => Publish("case", changed, kept: true);

    public void Publish(LiveDecision decision) => Publish("decision", decision, kept: true);

    public void Publish(Heartbeat beat) => Publish("heartbeat", beat, kept: false);

    /// <summary>What comes from now on, behind what came after an event that the listener has seen.</summary>
    /// <param name="lastSeen">Id of that event; null, unknown or too old: nothing is repeated.</param>
    public ChannelReader<LiveEvent> Listen(string? lastSeen)
    {
        // Room for a full repetition on top of what may wait.
        var channel = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(2 * Capacity) { SingleReader = true });
        lock (gate)
        {
            var missed = lastSeen is null ? [] : recent.SkipWhile(one => one.Id != lastSeen).Skip(1);
            foreach (var one in missed)
                channel.Writer.TryWrite(one);
            listeners.Add(channel);
        }
        return channel.Reader;
    }

    public void Leave(ChannelReader<LiveEvent> reader)
    {
        lock (gate)
            listeners.RemoveAll(channel => channel.Reader == reader);
    }

    void Publish<T>(string name, T data, bool kept)
    {
        lock (gate)
        {
            if (!kept && listeners.Count == 0)
                return;
            var id = kept ? $"{run}-{++count}" : null;
            var made = new LiveEvent(id, name, JsonSerializer.SerializeToUtf8Bytes(data, ApiJson.Options));
            if (kept)
            {
                if (recent.Count == Capacity)
                    recent.Dequeue();
                recent.Enqueue(made);
            }
            listeners.RemoveAll(channel => !channel.Writer.TryWrite(made) && channel.Writer.TryComplete());
        }
    }
}
