using System.Text;
using Tollgate.Server.Demo;
using Tollgate.Server.Tests.Support;

namespace Tollgate.Server.Tests.Commands;

/// <summary>Simulated payments of January 2026, imported.</summary>
static class History
{
    /// <summary>Payments h-1 and so on, half a minute apart on average.</summary>
    public static async Task Import(WorkFolder folder, int count)
    {
        var plan = new DemoPlan { HistoryRate = 0.03 };
        var simulator = new Engine.Simulation.PaymentSimulator(
            plan.HistoryFrom(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)) with { IdPrefix = "h" });
        var lines = new System.Buffers.ArrayBufferWriter<byte>();
        for (var i = 0; i < count; i++)
        {
            simulator.Next(lines);
            System.Buffers.BuffersExtensions.Write(lines, "\n"u8);
        }
        var file = folder.File("history.jsonl", Encoding.UTF8.GetString(lines.WrittenSpan));
        var (exit, _, error) = await Verb.Run("import", file, "--map", Example("tollgate.yaml"), "--data", folder.Data);
        Assert.True(exit == 0, error);
    }

    /// <summary>A file of docs/examples.</summary>
    public static string Example(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tollgate.slnx")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "docs", "examples", name);
    }
}
