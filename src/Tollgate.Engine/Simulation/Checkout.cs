using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Simulation;

/// <summary>
/// Fills in what a payment of this person at this shop looks like, and what it costs in the shop's currency.
/// </summary>
static class Checkout
{
    const long Day = 86_400_000;

    /// <summary>All but the amount; the time is in Unix milliseconds, the country is where the person is.</summary>
    public static PaymentDraft Payment(Shopper shopper, Merchant merchant, long time, int country, SeededRandom chance)
    {
        var bits = (uint)chance.Next();
        var day = time / Day;
        var draft = new PaymentDraft
        {
            Time = time,
            User = shopper.Index,
            Merchant = merchant,
            Card = -1,
            Device = -1,
            AccountAge = shopper.AccountAge(day),
            Details = bits,
        };
        if (merchant.Channel != Channel.Transfer)
        {
            draft.Card = shopper.Card(shopper.HasTwoCards && (bits & 3) == 0 ? 1 : 0);
            draft.CardCountry = shopper.Home;
        }

        if (draft.IsOnline)
        {
            draft.Device = shopper.Device(shopper.HasTwoDevices && (bits & 12) == 0 ? 1 : 0, day);
            draft.AddressCountry = country;
            draft.Address = shopper.Address(country, day, mobile: (bits & 48) == 0);
        }

        return draft;
    }

    /// <summary>Euro cents in the minor units of the shop's currency, rounded as such shops do.</summary>
    public static long Price(double cents, Merchant merchant, SeededRandom chance)
    {
        var currency = CurrencyOf(merchant);
        var amount = Convert(cents, merchant);
        var hasCents = currency.Code != "JPY";
        return merchant.Channel switch
        {
            Channel.Atm => Math.Max(1, (amount + currency.Note / 2) / currency.Note) * currency.Note,
            Channel.Ecom when hasCents && chance.OneIn(2) => amount - amount % 100 + 99,
            Channel.Transfer when hasCents && chance.OneIn(2) => Math.Max(1, amount / 1_000) * 1_000,
            _ => amount,
        };
    }

    /// <summary>Euro cents in the minor units of the shop's currency, at least one.</summary>
    public static long Convert(double cents, Merchant merchant) =>
        Math.Max(1, (long)(cents * CurrencyOf(merchant).PerCent + 0.5));

    static Currency CurrencyOf(Merchant merchant) =>
        Geography.Currencies[Geography.Countries[merchant.Country].Currency];
}
