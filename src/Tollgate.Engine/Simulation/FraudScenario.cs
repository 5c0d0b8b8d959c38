namespace Tollgate.Engine.Simulation;

/// <summary>What a fraudster does: who is chosen, and what each payment of the episode looks like.</summary>
sealed class FraudScenario(Population population, Merchants merchants, SeededRandom chance)
{
    const long Day = 86_400_000;
    const int EuroCountries = 10;

    /// <summary>The victim, the device, the place, at a time in Unix milliseconds.</summary>
    public FraudEpisode Start(FraudMix.Plan plan, long number, long time)
    {
        var victim = population.Anyone(chance);
        var episode = new FraudEpisode
        {
            Number = number,
            Kind = plan.Kind,
            User = victim.Index,
            Merchant = merchants.AnyOnline(chance.Below(EuroCountries), chance).Number,
            Cents = victim.UsualCents,
        };
        var usesOwnDevice = plan.Kind is FraudKind.VelocityBurst or FraudKind.BigTicket && chance.OneIn(2);
        if (usesOwnDevice)
        {
            var day = time / Day;
            episode.Device = victim.Device(0, day);
            episode.AddressCountry = victim.Whereabouts(day);
            episode.Address = victim.Address(episode.AddressCountry, day, mobile: false);
            return episode;
        }

        // Devices of people are numbered far below 2^47.
        episode.Device = 1L << 47 | (long)(chance.Next() >> 18);
        var isAbroad = plan.Kind == FraudKind.AccountTakeover || chance.OneIn(2);
        episode.AddressCountry = isAbroad ? Geography.Other(victim.Home, chance) : victim.Home;
        episode.Address = Geography.Address(episode.AddressCountry, chance.Next());
        return episode;
    }

    /// <summary>The next payment of an episode, at a time in Unix milliseconds.</summary>
    public PaymentDraft NextPayment(ref FraudEpisode episode, long time)
    {
        var draft = episode.Kind switch
        {
            FraudKind.CardTesting => CardTesting(ref episode, time),
            FraudKind.VelocityBurst => VelocityBurst(ref episode, time),
            FraudKind.AccountTakeover => AccountTakeover(ref episode, time),
            FraudKind.BadMerchant => BadMerchant(ref episode, time),
            _ => BigTicket(ref episode, time),
        };
        draft.Kind = episode.Kind;
        draft.Episode = episode.Number;
        return draft;
    }

    PaymentDraft CardTesting(ref FraudEpisode episode, long time)
    {
        var draft = Payment(episode, merchants[episode.Merchant], time);
        var owner = population.Anyone(chance);
        draft.Card = owner.Card(0);
        draft.CardCountry = owner.Home;
        draft.AmountMinor = 50 + chance.Below(251);
        return draft;
    }

    PaymentDraft VelocityBurst(ref FraudEpisode episode, long time)
    {
        var victim = population[episode.User];
        var merchant = merchants.DrawOnline(Geography.Populated(chance.Next()), chance.Next());
        var draft = Payment(episode, merchant, time);
        draft.Card = victim.Card(0);
        draft.AmountMinor = Checkout.Price(
            merchant.Cents * victim.Level * chance.LogNormal(0.7) * 1.5, merchant, chance);
        return draft;
    }

    PaymentDraft AccountTakeover(ref FraudEpisode episode, long time)
    {
        var merchant = merchants.DrawOnline(Geography.Populated(chance.Next()), chance.Next());
        var draft = Payment(episode, merchant, time);
        episode.Cents *= chance.Between(1.3, 1.6);
        // Rounded up to a price that ends in 99, a small amount could overtake the next one.
        draft.AmountMinor = Checkout.Convert(episode.Cents, merchant);
        return draft;
    }

    PaymentDraft BadMerchant(ref FraudEpisode episode, long time)
    {
        var merchant = merchants[episode.Merchant];
        var victim = population.AnyBusy(chance);
        for (var i = 0; i < 24 && victim.Home != merchant.Country; i++)
            victim = population.AnyBusy(chance);
        var draft = Checkout.Payment(victim, merchant, time, victim.Whereabouts(time / Day), chance);
        var cents = merchant.Cents * victim.Level * chance.LogNormal(merchant.Line.Spread);
        draft.AmountMinor = Checkout.Price(cents, merchant, chance);
        return draft;
    }

    PaymentDraft BigTicket(ref FraudEpisode episode, long time)
    {
        var home = population[episode.User].Home;
        var country = home;
        while (country == home)
            country = Geography.Populated(chance.Next());
        var merchant = merchants.DrawOnline(country, chance.Next());
        var draft = Payment(episode, merchant, time);
        draft.AmountMinor = Checkout.Price(episode.Cents * chance.Between(15, 40), merchant, chance);
        return draft;
    }

    PaymentDraft Payment(in FraudEpisode episode, Merchant merchant, long time)
    {
        var victim = population[episode.User];
        var draft = Checkout.Payment(victim, merchant, time, victim.Whereabouts(time / Day), chance);
        draft.Device = episode.Device;
        draft.Address = episode.Address;
        draft.AddressCountry = episode.AddressCountry;
        return draft;
    }
}
