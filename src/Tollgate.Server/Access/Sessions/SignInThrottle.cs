using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Tollgate.Server.Access.Users;

namespace Tollgate.Server.Access.Sessions;

/// <summary>
/// Slows down guessing. An attempt is counted before the password is looked at, so that many at once count as many.
/// One address that guesses at one name waits ever longer; one that tries many names waits until the first of them are
/// some minutes old; a name guessed at from many addresses waits briefly. An address from which that user has signed in
/// before is spared the last two, so nobody can lock a user out from afar. A name that does not exist is treated like
/// one that does. Of an IPv6 address the network counts, as a caller has all of it.
/// </summary>
sealed class SignInThrottle(TimeProvider clock)
{
    static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);
    static readonly Limit ByPair = new(5, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15));
    static readonly Limit ByAddress = new(50, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    static readonly Limit ByName = new(50, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30));

    readonly ConcurrentDictionary<(string? Name, IPAddress? Address), Count> counts = [];
    readonly ConcurrentDictionary<(string Name, IPAddress Address), bool> known = [];
    readonly ConcurrentDictionary<IPAddress, TriedNames> tried = [];
    long forgetAt;

    /// <summary>Names, addresses and pairs of them that are counted.</summary>
    internal int Remembered => counts.Count;

    /// <summary>Null when the attempt may go on; else how long to wait.</summary>
    public TimeSpan? Enter(string name, IPAddress address)
    {
        (name, address) = (Key(name), Key(address));
        var now = clock.GetUtcNow();
        // Nothing is kept of an attempt whose address has to wait anyway: a flood of names must not fill the memory.
        if (counts.TryGetValue((null, address), out var flood) && flood.Wait(now) is { Ticks: > 0 } left)
            return left;
        if (counts.Count > 100_000)
            ForgetNowAndThen(now);
        var isKnown = known.ContainsKey((name, address));
        var wait = isKnown ? TimeSpan.Zero : tried.GetOrAdd(address, _ => new TriedNames()).Add(name, now);
        if (wait <= TimeSpan.Zero)
            wait = Add((name, address), ByPair, now);
        if (wait <= TimeSpan.Zero)
            wait = Add((null, address), ByAddress, now);
        if (wait <= TimeSpan.Zero && !isKnown)
            wait = Add((name, null), ByName, now);
        return wait > TimeSpan.Zero ? wait : null;
    }

    public void Succeeded(string name, IPAddress address)
    {
        (name, address) = (Key(name), Key(address));
        known[(name, address)] = true;
        if (tried.TryGetValue(address, out var names))
            names.Remove(name);
        if (!counts.TryRemove((name, address), out var forgiven))
            return;
        // Neither address nor name answers for what their owner mistyped.
        if (counts.TryGetValue((null, address), out var count))
            count.TakeBack(forgiven);
        if (counts.TryGetValue((name, null), out count))
            count.TakeBack(forgiven);
    }

    /// <summary>Looking through all there is takes time, which a flood must not buy with each attempt.</summary>
    void ForgetNowAndThen(DateTimeOffset now)
    {
        var due = Interlocked.Read(ref forgetAt);
        if (now.UtcTicks >= due && Interlocked.CompareExchange(ref forgetAt, (now + Pause).UtcTicks, due) == due)
            Forget();
    }

    /// <summary>Drops what has not been touched for a while.</summary>
    public void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var (key, count) in counts)
        {
            if (count.IsOld(now))
                counts.TryRemove(key, out _);
        }

        foreach (var (address, names) in tried)
        {
            if (names.IsOld(now))
                tried.TryRemove(address, out _);
        }

        if (known.Count > 100_000)
            known.Clear();
    }

    // Nobody has a longer name, so those that are count as one.
    static string Key(string name) => name.Length <= UserCreation.LongestName ? name.ToUpperInvariant() : "";

    static IPAddress Key(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    TimeSpan Add((string?, IPAddress?) key, Limit limit, DateTimeOffset now) =>
        counts.GetOrAdd(key, _ => new Count()).Add(limit, now);

    /// <summary>Attempts without a wait; the first wait, doubled by each further attempt; the longest.</summary>
    readonly record struct Limit(int Free, TimeSpan First, TimeSpan Longest);

    sealed class Count
    {
        int attempts;
        DateTimeOffset last;
        DateTimeOffset openAt;

        public TimeSpan Add(Limit limit, DateTimeOffset now)
        {
            lock (this)
            {
                if (now < openAt)
                    return openAt - now;
                if (now - last > Memory)
                    attempts = 0;
                last = now;
                if (++attempts < limit.Free)
                    return TimeSpan.Zero;
                // This one still goes through; the next has to wait.
                var doublings = Math.Min(attempts - limit.Free, 20);
                var wait = Math.Min(limit.First.Ticks << doublings, limit.Longest.Ticks);
                openAt = now + TimeSpan.FromTicks(wait);
                return TimeSpan.Zero;
            }
        }

        public TimeSpan Wait(DateTimeOffset now)
        {
            lock (this)
                return openAt - now;
        }

        public void TakeBack(Count others)
        {
            var number = Volatile.Read(ref others.attempts);
            lock (this)
            {
                attempts = Math.Max(0, attempts - number);
                openAt = default;
            }
        }

        public bool IsOld(DateTimeOffset now)
        {
            lock (this)
                return now - last > Memory && now >= openAt;
        }
    }
}
