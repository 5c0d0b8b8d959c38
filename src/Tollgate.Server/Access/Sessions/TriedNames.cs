namespace Tollgate.Server.Access.Sessions;

/// <summary>
/// The names that one address has lately tried in vain: whoever sprays one password over many names makes few attempts
/// at each. People behind one address mistype now and then, but not many of them within minutes. It is not for several
/// threads at once.
/// </summary>
sealed class TriedNames
{
    const int Most = 20;
    static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    readonly Dictionary<string, DateTimeOffset> last = [];

    /// <summary>Zero when one more name may be tried; else how long until then.</summary>
    public TimeSpan Add(string name, DateTimeOffset now)
    {
        foreach (var (old, at) in last)
        {
            if (now - at >= Memory)
                last.Remove(old);
        }

        if (last.Count >= Most && !last.ContainsKey(name))
            return last.Values.Min() + Memory - now;
        last[name] = now;
        return TimeSpan.Zero;
    }

    /// <summary>It was the right password after all.</summary>
    public void Remove(string name) => last.Remove(name);
}
