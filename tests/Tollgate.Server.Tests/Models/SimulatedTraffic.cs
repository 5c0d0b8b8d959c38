using System.Buffers;
using Tollgate.Engine.Simulation;

namespace Tollgate.Server.Tests.Models;

/// <summary>Simulated payments of the time before now, each once: what a gate decides.</summary>
static class SimulatedTraffic
{
    /// <param name="rate">Payments a second of event time.</param>
    public static List<(SimulatedPayment Payment, string Line)> Of(int count, double rate)
    {
        var start = TimeProvider.System.GetUtcNow().AddSeconds(-1.2 * count / rate);
        var simulator = new PaymentSimulator(new SimulationSettings
        {
            Start = start,
            Rate = rate,
            DailyPattern = false,
            Users = 300,
            FraudShare = 0.03,
        });
        var traffic = new List<(SimulatedPayment, string)>();
        var json = new ArrayBufferWriter<byte>();
        while (traffic.Count < count)
        {
            json.ResetWrittenCount();
            var payment = simulator.Next(json);
            if (!payment.IsRepeat)
                traffic.Add((payment, Encoding.UTF8.GetString(json.WrittenSpan) + "\n"));
        }
        return traffic;
    }
}
