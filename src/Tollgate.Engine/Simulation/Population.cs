using Tollgate.Engine.Numerics;

namespace Tollgate.Engine.Simulation;

/// <summary>One person of the world. <see cref="Level"/> is the spending level, 1 in the median.</summary>
readonly record struct Shopper(int Index, ulong Key, int Home, double Level)
{
    const int FavouriteCount = 12;
    const int DeviceLifeInDays = 540;
    const double TypicalCents = 3_000;

    public bool HasTwoCards => (Key & 3) == 0;

    public bool HasTwoDevices => (Key & 4) == 0;

    public bool IsNightOwl => (Key & 0x38) == 0;

    /// <summary>What this person usually pays, in euro cents.</summary>
    public double UsualCents => TypicalCents * Level;

    public long Card(int which) => (long)Index * 2 + which;

    /// <summary>A device lasts a year and a half; each person replaces it on another day.</summary>
    public long Device(int which, long day)
    {
        var life = (day + (long)((Key >> 6) % DeviceLifeInDays) + which * (DeviceLifeInDays / 2)) / DeviceLifeInDays;
        return (long)Index * 512 + which * 256 + life;
    }

    /// <summary>Days since the account was opened, between 2012 and 2022.</summary>
    public long AccountAge(long day) => Math.Max(0, day - 15_340 - (long)((Key >> 16) % 3_652));

    /// <summary>Where the person is that week: one week in 32 is a journey.</summary>
    public int Whereabouts(long day)
    {
        var word = SplitMix64.Of(Key, 1_000_000 + (ulong)(day / 7));
        return (word & 31) == 0 ? Geography.Populated(word) : Home;
    }

    /// <summary>The address in use: on a journey, on the mobile network of the day, or at home.</summary>
    public uint Address(int country, long day, bool mobile) => Geography.Address(country,
        country != Home ? SplitMix64.Of(Key, 2_000_000 + (ulong)(day / 7))
        : mobile ? SplitMix64.Of(Key, 3_000_000 + (ulong)day)
        : SplitMix64.Of(Key, 2));

    /// <summary>One of the shops the person likes, the first ones most; one in eight is abroad.</summary>
    public Merchant Favourite(Merchants merchants, SeededRandom chance)
    {
        var which = Math.Min(chance.Below(FavouriteCount), chance.Below(FavouriteCount));
        var word = SplitMix64.Of(Key, 100 + (ulong)which);
        return merchants.Draw((word & 7) == 0 ? Geography.Populated(word << 16) : Home, SplitMix64.Of(word, 0));
    }
}

/// <summary>
/// Everybody: a pure function of the seed, so that nothing is stored and a later start meets the same people.
/// </summary>
sealed class Population(ulong seed, int count)
{
    public Shopper this[int index]
    {
        get
        {
            var key = SplitMix64.Of(seed, (ulong)index);
            return new(index, key, Geography.Populated(key), SeededRandom.LogNormal(SplitMix64.Of(key, 0), 0.7));
        }
    }

    /// <summary>Any person, all alike.</summary>
    public Shopper Anyone(SeededRandom chance) => this[chance.Below(count)];

    /// <summary>Any person, the busy ones (up to nine times as busy as the others) more often.</summary>
    public Shopper AnyBusy(SeededRandom chance)
    {
        var u = chance.Unit();
        return this[(int)(u * (0.2 + 0.8 * u) * count)];
    }
}
