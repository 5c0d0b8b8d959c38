using System.Buffers;
using Tollgate.Engine.Simulation;

namespace Tollgate.Engine.Tests.Simulation;

public sealed class PaymentSimulatorTests
{
    static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.5, false)]
    [InlineData(0.05, true)]
    public void The_mean_rate_over_a_week_is_the_one_asked_for(double rate, bool rhythm)
    {
        var count = Traffic.Run(Traffic.Settings with { Rate = rate, DailyPattern = rhythm }, Week).Count;
        Assert.InRange(count / Week.TotalSeconds, rate * 0.95, rate * 1.05);
    }

    [Fact]
    public void The_mean_rate_includes_the_fraud()
    {
        var settings = Traffic.Settings with { EpisodesPerHour = 60, DailyPattern = false };
        Assert.InRange(Traffic.Run(settings, Week).Count / Week.TotalSeconds, 0.475, 0.525);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(20)]
    public void Arrivals_never_decrease_and_begin_at_the_start(double rate)
    {
        var previous = Traffic.Monday.ToUnixTimeMilliseconds();
        var settings = Traffic.Settings with { Rate = rate, FraudShare = 0.1 };
        foreach (var payment in Traffic.Run(settings, TimeSpan.FromHours(9)))
        {
            Assert.True(payment.ArrivalTime >= previous);
            previous = payment.ArrivalTime;
        }
    }

    [Fact]
    public void Days_and_nights_differ_unless_told_otherwise()
    {
        Assert.InRange(NightShare(Traffic.Settings), 0.05, 0.14);
        Assert.InRange(NightShare(Traffic.Settings with { DailyPattern = false }), 0.24, 0.26);

        static double NightShare(SimulationSettings settings) =>
            Traffic.Run(settings, Week).CountBy(p => p.EventTime % 86_400_000 < 6 * 3_600_000)
                .ToDictionary() is var parts ? (double)parts[true] / (parts[true] + parts[false]) : 0;
    }

    [Fact]
    public void Transaction_ids_are_unique_within_a_run_and_between_starts()
    {
        var ids = new HashSet<string>();
        foreach (var settings in new[]
        {
            Traffic.Settings,
            Traffic.Settings with { Seed = 2 },
            Traffic.Settings with { Start = Traffic.Monday.AddMilliseconds(1) },
            Traffic.Settings with { IdPrefix = "a" },
            Traffic.Settings with { IdPrefix = "a-1" },
        })
        {
            var first = Traffic.Read(settings, 1_500).Where(seen => !seen.Payment.IsRepeat);
            Assert.All(first, seen => Assert.True(ids.Add(seen.Payment.TransactionId)));
        }
    }

    [Fact]
    public void Skipping_leaves_out_what_was_before_and_goes_on()
    {
        var settings = Traffic.Settings with
        {
            EpisodesPerHour = 60,
            Network = new() { DuplicateShare = 0.2, LateShare = 0.2 },
        };
        var simulator = new PaymentSimulator(settings);
        var before = Traffic.Read(simulator).Take(500).ToList();
        var later = settings.Start.AddHours(5);
        simulator.SkipTo(later);
        var after = Traffic.Read(simulator).Take(2_000).ToList();
        Assert.All(after, seen => Assert.True(seen.Payment.ArrivalTime >= later.ToUnixTimeMilliseconds()));
        Assert.True(after[0].Payment.ArrivalTime < later.AddMinutes(2).ToUnixTimeMilliseconds());
        Assert.InRange(after.Count(seen => seen.Payment.IsFraud), 200, 1_000);
        // A repeat is one of a payment that arrived after the pause, and no payment comes on both sides of it.
        var (old, first) = (Ids(before), Ids(after.Where(seen => !seen.Payment.IsRepeat)));
        Assert.All(after, seen => Assert.Contains(seen.Payment.TransactionId, first));
        Assert.Empty(old.Intersect(first));

        simulator.SkipTo(settings.Start);
        Assert.True(Traffic.Read(simulator).First().Payment.ArrivalTime >= after[^1].Payment.ArrivalTime);

        static HashSet<string> Ids(IEnumerable<Seen> seen) => [.. seen.Select(one => one.Payment.TransactionId)];
    }

    [Fact]
    public void A_payment_allocates_nothing_once_the_simulator_is_warm()
    {
        var output = new ArrayBufferWriter<byte>(4_096);
        var simulator = new PaymentSimulator(Traffic.Settings);
        for (var i = 0; i < 20_000; i++)
            Next();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20_000; i++)
            Next();
        // The queues of episodes and of payments on their way may still grow once or twice.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);

        void Next()
        {
            output.ResetWrittenCount();
            simulator.Next(output);
        }
    }

    [Theory]
    [InlineData("Rate")]
    [InlineData("Users")]
    [InlineData("FraudShare")]
    [InlineData("EpisodesPerHour")]
    [InlineData("IdPrefix")]
    [InlineData("Start")]
    [InlineData("Delay")]
    [InlineData("DuplicateShare")]
    [InlineData("WrongClockShare")]
    [InlineData("LateShare")]
    public void A_setting_out_of_range_is_refused_by_name(string name)
    {
        var settings = name switch
        {
            "Rate" => Traffic.Settings with { Rate = double.NaN },
            "Users" => Traffic.Settings with { Users = 99 },
            "FraudShare" => Traffic.Settings with { FraudShare = 0.51 },
            "EpisodesPerHour" => Traffic.Settings with { EpisodesPerHour = 200 },
            "IdPrefix" => Traffic.Settings with { IdPrefix = "a\"b" },
            "Delay" => Traffic.Settings with { Network = new() { Delay = TimeSpan.FromSeconds(11) } },
            "DuplicateShare" => Traffic.Settings with { Network = new() { DuplicateShare = -0.01 } },
            "WrongClockShare" => Traffic.Settings with { Network = new() { WrongClockShare = 0.51 } },
            "LateShare" => Traffic.Settings with { Network = new() { LateShare = double.NaN } },
            _ => Traffic.Settings with { Start = default },
        };
        var refusal = Assert.Throws<ArgumentException>(() => new PaymentSimulator(settings));
        Assert.StartsWith(name, refusal.Message, StringComparison.Ordinal);
    }
}
