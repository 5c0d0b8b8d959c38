using System.Buffers;
using System.Text.Json;
using Tollgate.Engine.Simulation;

namespace Tollgate.Engine.Tests.Simulation;

public sealed class SimulatedLabelTests
{
    [Fact]
    public void A_label_names_its_payment_and_a_report_hours_to_days_later()
    {
        foreach (var payment in Traffic.Run(Traffic.Settings with { FraudShare = 0.2 }, TimeSpan.FromHours(6)))
        {
            var label = Label(payment);
            Assert.Equal(payment.TransactionId, label.GetProperty("transaction_id").GetString());
            Assert.Equal(payment.IsFraud ? "fraud" : "genuine", label.GetProperty("label").GetString());
            Assert.Equal("simulation", label.GetProperty("source").GetString());
            var reported = label.GetProperty("reported_at").GetDateTimeOffset();
            var arrived = DateTimeOffset.FromUnixTimeMilliseconds(payment.ArrivalTime);
            Assert.InRange((reported - arrived).TotalHours, 1, payment.IsFraud ? 168 : 720);
            Assert.Equal(4, label.EnumerateObject().Count());
        }
    }

    [Fact]
    public void Reports_of_one_kind_come_after_different_delays_and_the_same_in_every_run()
    {
        var delays = Delays();
        Assert.Equal(delays, Delays());
        Assert.InRange(delays.Distinct().Count(), delays.Count * 0.9, delays.Count);

        static List<long> Delays() =>
        [
            .. Traffic.Run(Traffic.Settings with { FraudShare = 0.3 }, TimeSpan.FromHours(6))
                .Where(payment => payment.IsFraud)
                .Select(payment => SimulatedLabel.ReportedAt(payment) - payment.ArrivalTime),
        ];
    }

    static JsonElement Label(SimulatedPayment payment)
    {
        var output = new ArrayBufferWriter<byte>();
        SimulatedLabel.WriteLabel(payment, output);
        return JsonElement.Parse(output.WrittenSpan);
    }
}
