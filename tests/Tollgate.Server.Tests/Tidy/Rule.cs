namespace Tollgate.Server.Tests.Tidy;

static class Rule
{
    /// <summary>Fails with every place that breaks the rule, and what to do about it.</summary>
    public static void Holds(IEnumerable<string> broken, string remedy)
    {
        var places = broken.ToList();
        Assert.True(places.Count == 0, $"{remedy}\n  {string.Join("\n  ", places)}");
    }
}
