namespace Tollgate.Server.Access.Sessions;

/// <summary>
/// Entries by key, of which only so many are kept: when half of them are new, or a time has passed, those that nobody
/// has touched since the last such moment are dropped all at once. So each call costs the same however many there are,
/// and an entry stays for that time at least, unless a flood pushes it out. It is not for several threads
/// at once.
/// </summary>
sealed class BoundedTable<TKey, TValue>(int most, TimeSpan memory)
    where TKey : notnull
    where TValue : class, new()
{
    Dictionary<TKey, TValue> young = [];
    Dictionary<TKey, TValue> old = [];
    DateTimeOffset turned;

    public int Count => young.Count + old.Count;

    public TValue? Find(TKey key, DateTimeOffset now)
    {
        Turn(now);
        if (young.TryGetValue(key, out var value))
            return value;
        if (old.Remove(key, out value))
            young.Add(key, value);
        return value;
    }

    public TValue FindOrAdd(TKey key, DateTimeOffset now)
    {
        if (Find(key, now) is { } found)
            return found;
        var value = new TValue();
        young.Add(key, value);
        return value;
    }

    /// <returns>What was removed.</returns>
    public TValue? Remove(TKey key) =>
        young.Remove(key, out var value) || old.Remove(key, out value) ? value : null;

    void Turn(DateTimeOffset now)
    {
        if (young.Count < most / 2 && now - turned < memory)
            return;
        (old, young) = (young, []);
        turned = now;
    }
}
