using Tollgate.Engine.Simulation;

namespace Tollgate.Engine.Tests.Simulation;

public sealed class FraudKindTests
{
    const long Second = 1_000;
    const long Hour = 3_600 * Second;

    // Most of a simulated day with an episode every half minute or so, read once for all tests.
    static readonly Lazy<List<Seen>> MostOfADay = new(() =>
        Traffic.Read(Traffic.AsMade with { Rate = 2, EpisodesPerHour = 120 }, 150_000));

    [Fact]
    public void The_share_of_fraud_is_the_one_asked_for_and_every_kind_occurs()
    {
        var payments = Traffic.Run(Traffic.Settings, TimeSpan.FromDays(14));
        Assert.InRange(payments.Count(p => p.IsFraud) / (double)payments.Count, 0.005, 0.008);
        Assert.Equal(Enum.GetValues<FraudKind>(), payments.Select(p => p.Kind).Distinct().Order());
        Assert.All(payments, payment => Assert.Equal(payment.IsFraud, payment.Episode > 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.02)]
    [InlineData(0.3)]
    public void Another_share_of_fraud_is_kept_too(double share)
    {
        var payments = Traffic.Run(Traffic.Settings with { FraudShare = share }, TimeSpan.FromDays(7));
        Assert.InRange(payments.Count(p => p.IsFraud) / (double)payments.Count, share * 0.85, share * 1.15);
    }

    [Fact]
    public void At_sixty_episodes_an_hour_one_starts_in_any_two_minutes()
    {
        var previous = Traffic.Monday.ToUnixTimeMilliseconds();
        var episodes = new HashSet<long>();
        foreach (var payment in Traffic.Run(Traffic.AsMade with { EpisodesPerHour = 60 }, TimeSpan.FromDays(1)))
        {
            if (!payment.IsFraud || !episodes.Add(payment.Episode))
                continue;
            Assert.InRange(payment.EventTime - previous, 0, 120 * Second);
            previous = payment.EventTime;
        }

        Assert.InRange(episodes.Count, 1_400, 1_480);
    }

    [Fact]
    public void Card_testing_is_one_account_and_device_that_burns_many_cards_within_a_minute()
    {
        foreach (var episode in Episodes(FraudKind.CardTesting))
        {
            Assert.InRange(episode.Count, 8, 40);
            Assert.InRange(Duration(episode), 0, 60 * Second);
            Assert.Single(Different(episode, "user_id"));
            Assert.Single(Different(episode, "device_id"));
            Assert.Single(Different(episode, "ip"));
            Assert.Single(Different(episode, "merchant_id"));
            Assert.InRange(Different(episode, "card_id").Count, episode.Count - 2, episode.Count);
            Assert.All(episode, seen => Assert.InRange(seen.Cents, 50, 300));
        }
    }

    [Fact]
    public void A_velocity_burst_is_one_card_in_several_shops_within_minutes()
    {
        foreach (var episode in Episodes(FraudKind.VelocityBurst))
        {
            Assert.InRange(episode.Count, 6, 15);
            Assert.InRange(Duration(episode), 0, 480 * Second);
            Assert.Single(Different(episode, "card_id"));
            Assert.Single(Different(episode, "device_id"));
            Assert.Single(Different(episode, "ip"));
            Assert.InRange(Different(episode, "merchant_id").Count, 3, 15);
        }
    }

    [Fact]
    public void A_takeover_is_a_new_device_in_another_country_with_rising_amounts_within_an_hour()
    {
        var owners = MostOfADay.Value.Where(seen => seen.Text("device_id") is not null)
            .ToLookup(seen => seen.Text("device_id"), seen => seen.Payment.Episode);
        foreach (var episode in Episodes(FraudKind.AccountTakeover))
        {
            Assert.InRange(episode.Count, 4, 9);
            Assert.InRange(Duration(episode), 0, Hour);
            Assert.Single(Different(episode, "user_id"));
            var device = Assert.Single(Different(episode, "device_id"));
            Assert.All(owners[device], number => Assert.Equal(episode[0].Payment.Episode, number));
            Assert.All(episode, seen => Assert.NotEqual(seen.Text("card_country"), seen.Text("ip_country")));
            Assert.All(episode.Zip(episode.Skip(1)), pair => Assert.True(pair.First.Cents < pair.Second.Cents));
        }
    }

    [Fact]
    public void A_bad_merchant_is_one_shop_where_many_users_lose_ordinary_sums_for_hours()
    {
        foreach (var episode in Episodes(FraudKind.BadMerchant))
        {
            Assert.InRange(episode.Count, 10, 40);
            Assert.InRange(Duration(episode), Hour, 6 * Hour);
            Assert.Single(Different(episode, "merchant_id"));
            Assert.InRange(Different(episode, "user_id").Count, episode.Count * 0.8, episode.Count);
        }
    }

    [Fact]
    public void A_big_ticket_is_one_payment_abroad_far_above_what_the_user_pays()
    {
        var usual = MostOfADay.Value.Where(seen => !seen.Payment.IsFraud)
            .GroupBy(seen => seen.Text("user_id"))
            .Where(payments => payments.Count() >= 5)
            .ToDictionary(payments => payments.Key!, payments => Median(payments.Select(seen => seen.Cents)));
        var ratios = new List<double>();
        foreach (var episode in Episodes(FraudKind.BigTicket))
        {
            var seen = Assert.Single(episode);
            Assert.NotEqual(seen.Text("card_country"), seen.Text("country"));
            if (usual.TryGetValue(seen.Text("user_id")!, out var cents))
                ratios.Add(seen.Cents / cents);
        }

        Assert.InRange(Median(ratios), 15, 60);
        Assert.InRange(ratios.Count(ratio => ratio > 5), ratios.Count * 0.95, ratios.Count);
    }

    static List<List<Seen>> Episodes(FraudKind kind)
    {
        // Episodes that may have been cut off at the end are left out.
        var end = MostOfADay.Value[^1].Payment.EventTime - 6 * Hour;
        var episodes = MostOfADay.Value.Where(seen => seen.Payment.Kind == kind)
            .GroupBy(seen => seen.Payment.Episode, (_, payments) => payments.ToList())
            .Where(episode => episode[0].Payment.EventTime < end)
            .ToList();
        Assert.InRange(episodes.Count, 30, 10_000);
        return episodes;
    }

    static long Duration(List<Seen> episode) => episode[^1].Payment.EventTime - episode[0].Payment.EventTime;

    static List<string> Different(List<Seen> episode, string field) =>
        [.. episode.Select(seen => seen.Text(field)).OfType<string>().Distinct()];

    static double Median(IEnumerable<double> values) =>
        values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
