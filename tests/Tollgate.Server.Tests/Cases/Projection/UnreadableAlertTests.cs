using System.Diagnostics.Metrics;

namespace Tollgate.Server.Tests.Cases.Projection;

public sealed class UnreadableAlertTests
{
    [Fact]
    public async Task Alerts_that_cannot_be_read_are_told_once_and_passed_and_the_others_are_in_their_cases()
    {
        await using var server = await TollgateServer.Start(model: true);
        using var passed = new PassedAlerts(server.Services.GetRequiredService<IMeterFactory>());
        await Run(server, "ALTER TABLE case_transactions RENAME TO away");
        var lost = await server.Payments.Burst("u-lost", 4);
        var kept = await server.Payments.Burst("u-kept", 4);
        Assert.NotEmpty(lost);
        foreach (var id in lost)
            Damage(server, server.Gate.History.Find(id)!.Decision.EventOffset);
        await Eventually.Is(() => server.Admin.Get("/health/ready"), answer => !answer.IsSuccess);

        await Run(server, "ALTER TABLE away RENAME TO case_transactions");
        await Eventually.Is(() => server.OpenCaseOf("u-kept"), one => Count(one) == kept.Count);
        // That the log is damaged may make it not ready for good; the cases must not.
        await Eventually.Is(() => server.Admin.Get("/health/ready"), answer => answer.IsSuccess
            || answer["missing"].EnumerateObject().All(one => one.Name != "cases"));

        Assert.Equal(JsonValueKind.Undefined, (await server.OpenCaseOf("u-lost")).ValueKind);
        var more = await server.Payments.Burst("u-more", 4);
        await Eventually.Is(() => server.OpenCaseOf("u-more"), one => Count(one) == more.Count);
        Assert.Equal(lost.Count, passed.Count);
    }

    static int Count(JsonElement found) =>
        found.ValueKind == JsonValueKind.Object ? found.Int("transaction_count") : 0;

    static void Damage(TollgateServer server, long offset)
    {
        var segment = Directory.GetFiles(server.Settings.Gate.EventsFolder, "*.log").Single();
        using var file = File.Open(segment, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = offset + 40;
        var flipped = (byte)(file.ReadByte() ^ 1);
        file.Position = offset + 40;
        file.WriteByte(flipped);
    }

    static async Task Run(TollgateServer server, string sql)
    {
        await using var db = Tollgate.Server.Storage.Database.Open(server.Settings);
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>Counts as the metric of this server does, whatever other servers of this process measure.</summary>
    sealed class PassedAlerts : IDisposable
    {
        readonly MeterListener listener = new();
        long count;

        public PassedAlerts(IMeterFactory meters)
        {
            listener.InstrumentPublished = (instrument, own) =>
            {
                var isOwn = ReferenceEquals(instrument.Meter.Scope, meters);
                if (isOwn && instrument.Name == "tollgate.cases.alerts_passed")
                    own.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((_, more, _, _) => Interlocked.Add(ref count, more));
            listener.Start();
        }

        public long Count => Interlocked.Read(ref count);

        public void Dispose() => listener.Dispose();
    }
}
