namespace Tollgate.Engine.Simulation;

/// <summary>
/// A currency: minor units for one euro cent, and the smallest note a cash machine gives, in minor units.
/// </summary>
readonly record struct Currency(string Code, double PerCent, int Note);

/// <summary>
/// A country: its share of the people in percent (0: nobody lives or sells there), and where its addresses begin.
/// </summary>
readonly record struct Country(string Code, byte Currency, byte Percent, byte FirstOctet);

/// <summary>The countries and currencies of the simulated world.</summary>
static class Geography
{
    public static readonly Currency[] Currencies =
    [
        new("EUR", 1, 1_000), new("GBP", 0.86, 1_000), new("USD", 1.09, 2_000),
        new("SEK", 11.3, 10_000), new("PLN", 4.28, 5_000), new("JPY", 1.65, 1_000),
    ];

    /// <summary>Euros for one unit of each other currency, for a gate that is to decide these payments.</summary>
    public static readonly IReadOnlyDictionary<string, decimal> Rates = new Dictionary<string, decimal>
    {
        ["USD"] = 0.92m,
        ["GBP"] = 1.17m,
        ["SEK"] = 0.088m,
        ["PLN"] = 0.232m,
        ["JPY"] = 0.0061m,
    };

    public static readonly Country[] Countries =
    [
        new("DE", 0, 19, 84), new("FR", 0, 15, 90), new("NL", 0, 11, 77), new("ES", 0, 10, 83), new("IT", 0, 10, 79),
        new("BE", 0, 6, 81), new("AT", 0, 5, 62), new("FI", 0, 3, 91), new("IE", 0, 3, 86), new("PT", 0, 3, 85),
        new("GB", 1, 5, 82), new("US", 2, 3, 73), new("SE", 3, 3, 78), new("PL", 4, 3, 89), new("JP", 5, 1, 126),
        new("BR", 2, 0, 177), new("MX", 2, 0, 187), new("ZA", 2, 0, 105), new("TH", 2, 0, 171), new("TR", 0, 0, 88),
    ];

    static readonly byte[] ByPopulation =
        [.. Countries.SelectMany((country, i) => Enumerable.Repeat((byte)i, country.Percent))];

    /// <summary>A country, drawn by how many people live there.</summary>
    public static int Populated(ulong word) => ByPopulation[(word >> 32) * 100 >> 32];

    /// <summary>Any country but <paramref name="home"/>.</summary>
    public static int Other(int home, SeededRandom chance) =>
        (home + 1 + chance.Below(Countries.Length - 1)) % Countries.Length;

    /// <summary>An IPv4 address of a country.</summary>
    public static uint Address(int country, ulong word) =>
        (uint)Countries[country].FirstOctet << 24 | (uint)(word >> 40);
}
