using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Tollgate.Server.Http;

namespace Tollgate.Server.Live;

/// <summary>
/// Hands what happens to every dashboard that listens. The last events are kept for those who come back; a listener who
/// does not keep up is let go, as reading the lists again costs less than waiting for it.
/// </summary>
sealed class LiveFeed(TimeProvider clock)
{
    /// <summary>Events kept, and events that may wait for one listener.</summary>
    public const int Capacity = 1024;

    /// <summary>Tells who comes back too late that the lists must be read again.</summary>
    static readonly LiveEvent Missed = new(null, "missed", "{}"u8.ToArray());

    readonly Lock sync = new();
    readonly Queue<LiveEvent> recent = new(Capacity);
    readonly Dictionary<string, LiveEvent> states = [];
    readonly List<Channel<LiveEvent>> listeners = [];

    // Ids of another run of the server must not be taken for ours.
    readonly string run = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
    long count;

    /// <summary>Tells every listener what happened, and those too who come back after a short absence.</summary>
    public void Publish<T>(string name, T data)
    {
        lock (sync)
        {
            var happened = Event($"{run}-{++count}", name, data);
            if (recent.Count == Capacity)
                recent.Dequeue();
            recent.Enqueue(happened);
            Send(happened);
        }
    }

    /// <summary>Keeps what holds now for those who come: a new listener is told it first.</summary>
    /// <param name="tell">Whether those who listen already are told as well.</param>
    public void KeepState<T>(string name, T data, bool tell)
    {
        lock (sync)
        {
            var state = Event(null, name, data);
            states[name] = state;
            if (tell)
                Send(state);
        }
    }

    /// <summary>Forgets a state of which nobody knows whether it still holds.</summary>
    public void ForgetState(string name)
    {
        lock (sync)
            states.Remove(name);
    }

    /// <summary>The states that hold, then what came after an event that the listener saw, then what comes.</summary>
    /// <param name="lastSeen">
    /// Id of that event; null for a listener who is new. One that is no longer kept, or of another run of the server,
    /// is answered by an event that says so.
    /// </param>
    public ChannelReader<LiveEvent> Listen(string? lastSeen)
    {
        // Room for a full repetition on top of what may wait.
        var channel = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(2 * Capacity) { SingleReader = true });
        lock (sync)
        {
            foreach (var one in states.Values.Concat(string.IsNullOrEmpty(lastSeen) ? [] : After(lastSeen)))
                channel.Writer.TryWrite(one);
            listeners.Add(channel);
        }
        return channel.Reader;
    }

    IEnumerable<LiveEvent> After(string seen) =>
        recent.Any(one => one.Id == seen) ? recent.SkipWhile(one => one.Id != seen).Skip(1) : [Missed];

    public void Leave(ChannelReader<LiveEvent> reader)
    {
        lock (sync)
            listeners.RemoveAll(channel => channel.Reader == reader);
    }

    static LiveEvent Event<T>(string? id, string name, T data) =>
        new(id, name, JsonSerializer.SerializeToUtf8Bytes(data, ApiJson.Options));

    void Send(LiveEvent sent) =>
        listeners.RemoveAll(channel => !channel.Writer.TryWrite(sent) && channel.Writer.TryComplete());
}
