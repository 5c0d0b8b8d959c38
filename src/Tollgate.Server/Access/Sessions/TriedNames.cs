namespace Tollgate.Server.Access.Sessions;

/// <summary>
/// The names that one address has lately tried in vain: whoever sprays one password over many names makes few attempts
/// at each. People behind one address mistype now and then, but not many of them within minutes.
/// </summary>
sealed class TriedNames
{
    const int Most = 20;
    static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    readonly Dictionary<string, DateTimeOffset> last = new(Most);

    /// <summary>Zero when one more name may be tried; else how long until then.</summary>
    public TimeSpan Add(string name, DateTimeOffset now)
    {
        lock (last)
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
    }

    /// <summary>It was the right password after all.</summary>
    public void Remove(string name)
    {
        lock (last)
            last.Remove(name);
    }

    public bool IsOld(DateTimeOffset now)
    {
        lock (last)
            return last.Values.All(at => now - at >= Memory);
    }
}
