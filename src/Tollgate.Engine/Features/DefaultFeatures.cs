using static Tollgate.Engine.Features.Aggregate;
using static Tollgate.Engine.Features.EntityKind;

namespace Tollgate.Engine.Features;

/// <summary>The features a gate starts with.</summary>
public static class DefaultFeatures
{
    const long Minute = 60_000, Hour = 3_600_000, Day = 86_400_000, Month = 30 * Day;

    public static readonly FeatureSet Set = new(
    [
        new("amount", "{0} in one payment", Unit.Money, Derived: DerivedFormula.Amount),
        new("hour_utc", "Paid at {0} UTC", Unit.Hour, Derived: DerivedFormula.Hour),

        Window("user_count_60s", "{0} payments in 60 s", User, Count, Minute, input: true),
        Window("user_count_1h", "{0} payments in 1 h", User, Count, Hour, input: true),
        Window("user_count_24h", "{0} payments in 24 h", User, Count, Day, input: true),
        Window("user_count_30d", "{0} payments in 30 d", User, Count, Month),
        Window("user_sum_1h", "{0} in 1 h", User, Sum, Hour),
        Window("user_sum_24h", "{0} in 24 h", User, Sum, Day),
        Window("user_sum_30d", "{0} in 30 d", User, Sum, Month),
        Window("user_cards_1h", "{0} cards in 1 h", User, Distinct, Hour, Card, input: true),
        Window("user_devices_24h", "{0} devices in 24 h", User, Distinct, Day, Device, input: true),
        Window("user_merchants_1h", "{0} merchants in 1 h", User, Distinct, Hour, Merchant, input: true),

        Window("card_count_60s", "Card used {0} times in 60 s", Card, Count, Minute),
        Window("card_count_1h", "Card used {0} times in 1 h", Card, Count, Hour, input: true),
        Window("card_count_24h", "Card used {0} times in 24 h", Card, Count, Day),
        Window("card_sum_24h", "{0} on the card in 24 h", Card, Sum, Day),
        Window("card_users_24h", "Card used by {0} users in 24 h", Card, Distinct, Day, User),

        Window("device_count_60s", "{0} payments on the device in 60 s", Device, Count, Minute),
        Window("device_count_1h", "{0} payments on the device in 1 h", Device, Count, Hour),
        Window("device_count_24h", "{0} payments on the device in 24 h", Device, Count, Day),
        Window("device_users_24h", "Device used by {0} users in 24 h", Device, Distinct, Day, User, input: true),
        Window("device_cards_24h", "Device used with {0} cards in 24 h", Device, Distinct, Day, Card, input: true),

        Window("merchant_count_60s", "{0} payments at the merchant in 60 s", Merchant, Count, Minute),
        Window("merchant_count_1h", "{0} payments at the merchant in 1 h", Merchant, Count, Hour),
        Window("merchant_count_24h", "{0} payments at the merchant in 24 h", Merchant, Count, Day),
        Window("merchant_sum_1h", "{0} at the merchant in 1 h", Merchant, Sum, Hour),
        Window("merchant_users_1h", "{0} users at the merchant in 1 h", Merchant, Distinct, Hour, User),

        Derived("amount_log", "{0} in one payment", Unit.LogMoney, DerivedFormula.AmountLog),
        Derived("amount_to_mean", "{0} times the user's mean payment", Unit.LogRatio, DerivedFormula.AmountToMean),
        Derived("day_to_mean", "{0} times the user's mean day", Unit.LogRatio, DerivedFormula.DayToMean),
        Derived("merchant_rush", "Merchant {0} times as busy as over 24 h", Unit.LogRatio, DerivedFormula.MerchantRush),
        Derived("card_abroad", "Card used abroad|Card used at home", Unit.YesNo, DerivedFormula.CardAbroad),
        Derived(
            "address_abroad", "Address and card in two countries|Address and card in one country",
            Unit.YesNo, DerivedFormula.AddressAbroad),
    ]);

    static Feature Window(
        string name, string text, EntityKind by, Aggregate aggregate, long over,
        EntityKind? of = null, bool input = false) =>
        new(name, text, aggregate == Sum ? Unit.Money : Unit.Number, new(by, aggregate, over, of), ModelInput: input);

    static Feature Derived(string name, string text, Unit unit, DerivedFormula formula) =>
        new(name, text, unit, Derived: formula, ModelInput: true);
}
