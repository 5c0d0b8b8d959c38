using Tollgate.Server.Demo;

namespace Tollgate.Server.Tests.Commands;

/// <summary>Simulated payments of January 2026, imported.</summary>
static class History
{
    /// <summary>Payments half a minute apart on average, some of them twice.</summary>
    public static async Task Import(TemporaryFolder folder, int count)
    {
        var plan = new DemoPlan { HistoryRate = 0.03 };
        var simulator = new Engine.Simulation.PaymentSimulator(
            plan.HistoryFrom(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)) with { IdPrefix = "h" });
        var lines = new System.Buffers.ArrayBufferWriter<byte>();
        while (count > 0)
        {
            if (!simulator.Next(lines).IsRepeat)
                count--;
            System.Buffers.BuffersExtensions.Write(lines, "\n"u8);
        }
        var file = folder.File("history.jsonl", Encoding.UTF8.GetString(lines.WrittenSpan));
        var map = Repository.File("docs", "examples", "tollgate.yaml");
        var (exit, _, error) = await TollgateProcess.Run("import", file, "--map", map, "--data", folder.Data);
        Assert.True(exit == 0, error);
    }
}
