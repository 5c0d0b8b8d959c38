using System.Net;
using System.Net.Sockets;
using Tollgate.Server.Access.Users;

namespace Tollgate.Server.Access.Sessions;

/// <summary>
/// Slows down guessing. An attempt is counted before the password is looked at, so that many at once count as many.
/// One address that guesses at one name waits ever longer; one that tries many names waits until the first of them are
/// some minutes old; a name guessed at from many addresses waits briefly. An address from which that user has signed in
/// before is spared the last two, so nobody can lock a user out from afar. A name that does not exist is treated like
/// one that does. Of an IPv6 address the network counts, as a caller has all of it. What is remembered is bounded: a
/// flood from everywhere pushes out what nobody has come back to.
/// </summary>
sealed class SignInThrottle(TimeProvider clock)
{
    const int MostCounts = 100_000, MostAddresses = 10_000;
    static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);
    static readonly Limit ByPair = new(5, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15));
    static readonly Limit ByAddress = new(50, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
    static readonly Limit ByName = new(50, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30));

    // An attempt looks at a handful of entries, which takes far less than the password that follows.
    readonly Lock sync = new();
    readonly BoundedTable<(string? Name, IPAddress? Address), Count> counts = new(MostCounts, Memory);
    readonly BoundedTable<IPAddress, TriedNames> tried = new(MostAddresses, Memory);
    readonly BoundedTable<(string Name, IPAddress Address), object> known = new(MostCounts, TimeSpan.MaxValue);

    /// <summary>Names, addresses and pairs of them that are counted.</summary>
    internal int Remembered
    {
        get
        {
            lock (sync)
                return counts.Count;
        }
    }

    /// <summary>Null when the attempt may go on; else how long to wait.</summary>
    public TimeSpan? Enter(string name, IPAddress address)
    {
        (name, address) = (Key(name), Key(address));
        var now = clock.GetUtcNow();
        lock (sync)
        {
            // Nothing is kept of an attempt whose address has to wait anyway.
            if (counts.Find((null, address), now)?.Wait(now) is { Ticks: > 0 } left)
                return left;
            var isKnown = known.Find((name, address), now) is not null;
            var wait = isKnown ? TimeSpan.Zero : tried.FindOrAdd(address, now).Add(name, now);
            if (wait <= TimeSpan.Zero)
                wait = Add((name, address), ByPair, now);
            if (wait <= TimeSpan.Zero)
                wait = Add((null, address), ByAddress, now);
            if (wait <= TimeSpan.Zero && !isKnown)
                wait = Add((name, null), ByName, now);
            return wait > TimeSpan.Zero ? wait : null;
        }
    }

    public void Succeeded(string name, IPAddress address)
    {
        (name, address) = (Key(name), Key(address));
        var now = clock.GetUtcNow();
        lock (sync)
        {
            known.FindOrAdd((name, address), now);
            tried.Find(address, now)?.Remove(name);
            if (counts.Remove((name, address)) is not { } forgiven)
                return;
            // Neither address nor name answers for what their owner mistyped.
            counts.Find((null, address), now)?.TakeBack(forgiven);
            counts.Find((name, null), now)?.TakeBack(forgiven);
        }
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
        counts.FindOrAdd(key, now).Add(limit, now);

    /// <summary>Attempts without a wait; the first wait, doubled by each further attempt; the longest.</summary>
    readonly record struct Limit(int Free, TimeSpan First, TimeSpan Longest);

    sealed class Count
    {
        int attempts;
        DateTimeOffset last;
        DateTimeOffset openAt;

        public TimeSpan Add(Limit limit, DateTimeOffset now)
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

        public TimeSpan Wait(DateTimeOffset now) => openAt - now;

        public void TakeBack(Count others)
        {
            attempts = Math.Max(0, attempts - others.attempts);
            openAt = default;
        }
    }
}
