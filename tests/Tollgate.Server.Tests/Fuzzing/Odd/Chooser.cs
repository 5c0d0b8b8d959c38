namespace Tollgate.Server.Tests.Fuzzing.Odd;

/// <summary>Choices out of one seeded generator.</summary>
static class Chooser
{
    public static T Of<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>True this often, out of a hundred.</summary>
    public static bool Chance(this Random random, double percent) => 100 * random.NextDouble() < percent;

    /// <summary>One of the choices, each as often as its weight says.</summary>
    public static T Weighed<T>(this Random random, params (int Weight, T Choice)[] choices)
    {
        var at = random.Next(choices.Sum(one => one.Weight));
        foreach (var (weight, choice) in choices)
        {
            at -= weight;
            if (at < 0)
                return choice;
        }
        return choices[^1].Choice;
    }
}
