using System.Numerics;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Simulation;

/// <summary>
/// Ordinary payments: favourite shops, nights, journeys, shopping tours and now and then a large purchase.
/// </summary>
sealed class GenuineTraffic(Population population, Merchants merchants, double rate, SeededRandom chance)
{
    const long Hour = 3_600_000;
    const long Day = 24 * Hour;
    const double TourInSeconds = 600;

    // Who paid lately, for the tours: one person pays in several shops within minutes.
    readonly int[] recent = new int[1 << Math.Clamp(BitOperations.Log2((uint)(rate * TourInSeconds)), 3, 12)];
    int count;

    /// <param name="time">Unix milliseconds.</param>
    public PaymentDraft Next(long time)
    {
        var isNight = time % Day < 6 * Hour;
        var shopper = Payer(isNight);
        recent[count++ & (recent.Length - 1)] = shopper.Index;
        var country = shopper.Whereabouts(time / Day);
        var merchant = Shop(shopper, country, isNight);
        var draft = Checkout.Payment(shopper, merchant, time, country, chance);
        var cents = merchant.Cents * shopper.Level * chance.LogNormal(merchant.Line.Spread);
        draft.AmountMinor = Checkout.Price(chance.OneIn(250) ? cents * chance.Between(3, 10) : cents, merchant, chance);
        return draft;
    }

    Shopper Payer(bool isNight)
    {
        if (count >= recent.Length && chance.OneIn(20))
            return population[recent[chance.Below(recent.Length)]];
        var shopper = population.AnyBusy(chance);
        for (var i = 0; i < 3 && isNight && !shopper.IsNightOwl; i++)
            shopper = population.AnyBusy(chance);
        return shopper;
    }

    Merchant Shop(Shopper shopper, int country, bool isNight)
    {
        var isTravelling = country != shopper.Home;
        var merchant = isTravelling && !chance.OneIn(3) || chance.OneIn(5)
            ? merchants.Draw(country, chance.Next())
            : shopper.Favourite(merchants, chance);
        // A till abroad cannot be reached, nor one that is closed.
        var isAway = merchant.Country != country && merchant.Channel is Channel.Pos or Channel.Atm;
        return isAway || (isNight && !merchant.Line.OpenAtNight)
            ? merchants.DrawOnline(shopper.Home, chance.Next())
            : merchant;
    }
}
