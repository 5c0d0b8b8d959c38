using System.Security.Cryptography;
using CsCheck;
using Tollgate.Engine.Simulation;

namespace Tollgate.Engine.Tests.Simulation;

public sealed class SameBytesTests
{
    [Fact]
    public void The_first_ten_thousand_payments_have_the_same_hash_on_every_machine()
    {
        Assert.Equal("2ce7c2afcb70c92e35f8e2846714496a6385fec97066d29bd1c2e6e1606ad9ae", Hash(Traffic.Settings));
        Assert.Equal("274eed437532b98dfc7895e06fdc7245cdd49dac1d145892dd4861f8d10b6ecb", Hash(Traffic.AsMade));

        static string Hash(SimulationSettings settings) =>
            Convert.ToHexStringLower(SHA256.HashData(Traffic.Bytes(settings, 10_000)));
    }

    [Fact]
    public void The_same_settings_make_the_same_bytes() =>
        Gen.Select(Gen.ULong, Gen.Double[0.01, 10_000], Gen.Double[0, 0.4], Gen.Bool).Sample((seed, rate, share, on) =>
        {
            var settings = Traffic.Settings with
            {
                Seed = seed,
                Rate = rate,
                FraudShare = share,
                DailyPattern = on,
                Network = new() { DuplicateShare = share, WrongClockShare = share, LateShare = share },
            };
            return Traffic.Bytes(settings, 200).AsSpan().SequenceEqual(Traffic.Bytes(settings, 200));
        }, iter: 50);

    [Fact]
    public void Another_seed_makes_other_people_and_shops()
    {
        var one = Traffic.Read(Traffic.Settings, 2_000);
        var two = Traffic.Read(Traffic.Settings with { Seed = 2 }, 2_000);
        foreach (var field in new[] { "user_id", "merchant_id", "card_id", "device_id" })
            Assert.Empty(Values(one, field).Intersect(Values(two, field)));
    }

    [Fact]
    public void A_later_start_makes_other_payments_of_the_same_people_at_the_same_shops()
    {
        var settings = Traffic.Settings with { Users = 300, FraudShare = 0 };
        var before = Traffic.Read(settings, 20_000);
        var after = Traffic.Read(settings with { Start = settings.Start.AddDays(9), IdPrefix = "live" }, 20_000);
        Assert.Equal(300, Values(before, "user_id").Count);
        Assert.Equal(Values(before, "user_id"), Values(after, "user_id"));
        Assert.Equal(Owners(before, "card_id"), Owners(after, "card_id"));
        Assert.Equal(Owners(before, "email_id"), Owners(after, "email_id"));
        var devices = Owners(before, "device_id");
        Assert.InRange(devices.Intersect(Owners(after, "device_id")).Count(), devices.Count * 0.9, devices.Count);
        var shops = Values(before, "merchant_id");
        Assert.InRange(Values(after, "merchant_id").Intersect(shops).Count(), shops.Count * 0.7, shops.Count);
        Assert.Empty(Values(before, "transaction_id").Intersect(Values(after, "transaction_id")));
        Assert.NotEqual(before.Take(50).Select(s => s.Text("user_id")), after.Take(50).Select(s => s.Text("user_id")));
    }

    static SortedSet<string> Values(List<Seen> traffic, string field) =>
        [.. traffic.Select(seen => seen.Text(field)).OfType<string>()];

    static SortedSet<string> Owners(List<Seen> traffic, string field) =>
        [.. traffic.Where(seen => seen.Text(field) is not null).Select(s => s.Text("user_id") + " " + s.Text(field))];
}
