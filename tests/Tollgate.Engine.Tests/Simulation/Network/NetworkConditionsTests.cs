using CsCheck;
using Tollgate.Engine.Simulation;
using Tollgate.Engine.Simulation.Network;

namespace Tollgate.Engine.Tests.Simulation.Network;

public sealed class NetworkConditionsTests
{
    const long Minute = 60_000;
    const long Hour = 60 * Minute;

    static readonly TimeSpan Day = TimeSpan.FromDays(1);
    static readonly NetworkConditions None = NetworkConditions.Perfect;

    // Rare ones would need millions of payments to be counted.
    static readonly Gen<(ulong Seed, double Share)> Shares = Gen.Select(Gen.ULong, Gen.Double[0.05, 0.5]);

    [Fact]
    public void Without_faults_every_payment_arrives_once_when_it_is_made() =>
        Gen.Select(Gen.ULong, Gen.Double[0.1, 5_000]).Sample((seed, rate) =>
        {
            var traffic = Run(None, seed, rate, 2_000);
            Assert.All(traffic, payment => Assert.Equal(payment.EventTime, payment.ArrivalTime));
            Assert.All(traffic, payment => Assert.Equal(0, payment.ClockError));
            Assert.DoesNotContain(traffic, payment => payment.IsRepeat || payment.IsLate);
            Assert.Equal(Enumerable.Range(1, 2_000).Select(i => (long)i), traffic.Select(payment => payment.Number));
        }, iter: 10);

    [Fact]
    public void The_conditions_change_how_payments_arrive_and_never_what_they_are()
    {
        var made = Traffic.Read(Traffic.AsMade, 20_000).ToDictionary(seen => seen.Payment.Number);
        var sent = Traffic.Read(Traffic.Settings, 20_000);
        Assert.InRange(sent.Count(seen => seen.Payment.ClockError != 0), 50, 1_000);
        foreach (var (payment, json) in sent.Where(seen => made.ContainsKey(seen.Payment.Number)))
        {
            var original = made[payment.Number];
            Assert.Equal(original.Payment.EventTime + payment.ClockError, payment.EventTime);
            Assert.Equal(
                original.Json.EnumerateObject().Where(field => field.Name != "event_time").Select(Text),
                json.EnumerateObject().Where(field => field.Name != "event_time").Select(Text));
        }

        static string Text(System.Text.Json.JsonProperty field) => field.ToString();
    }

    [Fact]
    public void Delays_have_the_mean_that_was_asked_for_and_a_tail_and_payments_overtake_each_other() =>
        Gen.Select(Gen.ULong, Gen.Int[10, 200]).Sample((seed, mean) =>
        {
            var traffic = Run(None with { Delay = TimeSpan.FromMilliseconds(mean) }, seed, 100, 50_000);
            var delays = traffic.Select(payment => payment.ArrivalTime - payment.EventTime).ToList();
            Assert.InRange(delays.Average(), mean * 1.0, mean * 1.3);
            Assert.InRange(delays.Count(delay => delay > 8 * mean), 50_000 / 64 * 0.3, 50_000 / 64 * 0.6);
            Assert.InRange(delays.Min(), 0, mean);
            Assert.InRange(delays.Max(), 20 * mean, 85 * mean);
            var overtaken = traffic.Zip(traffic.Skip(1), (one, next) => next.EventTime < one.EventTime).Count(so => so);
            Assert.InRange(overtaken, 5_000, 25_000);
        }, iter: 10);

    [Fact]
    public void A_share_of_the_payments_is_sent_twice_the_same_bytes_soon_after() =>
        Shares.Sample((seed, share) =>
        {
            var settings = Traffic.Settings with { Seed = seed, Network = new() { DuplicateShare = share } };
            var sent = Traffic.Read(settings, 8_000);
            var first = new Dictionary<string, Seen>();
            foreach (var seen in sent)
            {
                if (!seen.Payment.IsRepeat)
                {
                    Assert.True(first.TryAdd(seen.Payment.TransactionId, seen));
                    continue;
                }
                Assert.True(first.Remove(seen.Payment.TransactionId, out var original));
                Assert.Equal(original.Json.GetRawText(), seen.Json.GetRawText());
                Assert.InRange(seen.Payment.ArrivalTime - original.Payment.ArrivalTime, 100, 10_000);
                Assert.Equal(original.Payment.ClockError, seen.Payment.ClockError);
            }
            var repeats = sent.Count(seen => seen.Payment.IsRepeat);
            Assert.InRange(repeats / (8_000.0 - repeats), share * 0.85, share * 1.15);
        }, iter: 10);

    [Fact]
    public void A_share_of_the_terminals_has_a_wrong_clock_that_no_gate_refuses_and_the_others_are_right() =>
        Shares.Sample((seed, share) =>
        {
            var traffic = Run(None with { WrongClockShare = share }, seed, 10, 50_000);
            var wrong = traffic.Where(payment => payment.ClockError != 0).ToList();
            Assert.InRange(wrong.Count / 50_000.0, share * 0.8, share * 1.2);
            Assert.InRange(wrong.Count(payment => payment.ClockError > 0), wrong.Count * 0.35, wrong.Count * 0.65);
            Assert.All(wrong, payment => Assert.InRange(Math.Abs(payment.ClockError), 15_000, 4 * Minute));
            Assert.All(
                traffic, payment => Assert.Equal(payment.ArrivalTime, payment.EventTime - payment.ClockError));
        }, iter: 10);

    [Fact]
    public void A_terminal_has_the_same_clock_in_a_later_run()
    {
        var settings = Traffic.Settings with { Network = None with { WrongClockShare = 0.5 } };
        var before = Clocks(settings);
        var after = Clocks(settings with { Start = settings.Start.AddDays(9), IdPrefix = "live" });
        Assert.InRange(before.Intersect(after).Count(), before.Count * 0.5, before.Count);

        // Nobody but the clock itself has its error to the millisecond.
        static HashSet<(string?, long)> Clocks(SimulationSettings settings) =>
        [
            .. Traffic.Read(settings, 100_000).Where(seen => seen.Payment.ClockError != 0)
                .Select(seen => (seen.Text("merchant_id"), seen.Payment.ClockError)),
        ];
    }

    [Fact]
    public void A_share_of_the_payments_comes_in_late_batches_within_hours() =>
        Shares.Sample((seed, share) =>
        {
            var settings = Traffic.Settings with { Seed = seed, Network = None with { LateShare = share } };
            var traffic = Traffic.Run(settings, 2 * Day);
            var late = traffic.Where(payment => payment.IsLate).ToList();
            Assert.InRange(late.Count / (double)traffic.Count, share * 0.8, share * 1.2);
            var delays = late.Select(payment => payment.ArrivalTime - payment.EventTime).ToList();
            Assert.All(delays, delay => Assert.InRange(delay, 0, 4 * Hour));
            Assert.InRange(delays.Average(), 20 * Minute, 2 * Hour);
            Assert.All(
                traffic.Where(payment => !payment.IsLate),
                payment => Assert.Equal(payment.EventTime, payment.ArrivalTime));
        }, iter: 10);

    [Fact]
    public void What_a_cut_off_terminal_sends_comes_together()
    {
        var settings = Traffic.Settings with { Rate = 20, Network = None with { LateShare = 0.2 } };
        var batches = Traffic.Read(settings, 200_000).Where(seen => seen.Payment.IsLate)
            .GroupBy(seen => (seen.Text("merchant_id"), seen.Payment.ArrivalTime))
            .Where(batch => batch.Count() > 1)
            .ToList();
        Assert.InRange(batches.Count, 1_000, 30_000);
        Assert.Contains(batches, batch => batch.Count() >= 20);
        Assert.Contains(batches, batch => Span(batch) > Hour);

        static long Span(IEnumerable<Seen> batch) =>
            batch.Max(seen => seen.Payment.EventTime) - batch.Min(seen => seen.Payment.EventTime);
    }

    [Fact]
    public void At_a_million_payments_a_second_few_are_on_their_way_at_once()
    {
        var settings = Traffic.Settings with { Rate = 1_000_000, Network = new() { LateShare = 0.1 } };
        var simulator = new PaymentSimulator(settings);
        var json = new System.Buffers.ArrayBufferWriter<byte>(1_024);
        var (newest, arrived, most) = (0L, 0L, 0L);
        for (var i = 0; i < 2_000_000; i++)
        {
            json.ResetWrittenCount();
            var payment = simulator.Next(json);
            newest = Math.Max(newest, payment.Number);
            arrived += payment.IsRepeat ? 0 : 1;
            most = Math.Max(most, newest - arrived);
        }
        Assert.InRange(most, 20_000, 300_000);
    }

    static List<SimulatedPayment> Run(NetworkConditions network, ulong seed, double rate, int count)
    {
        var settings = Traffic.Settings with { Seed = seed, Rate = rate, Network = network, DailyPattern = false };
        return [.. Traffic.Read(settings, count).Select(seen => seen.Payment)];
    }
}
