using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Replay;
using Tollgate.Server.Demo;
using Tollgate.Server.Models;

namespace Tollgate.Server.Tests.Demo;

public sealed class DemoHistoryTests : IDisposable
{
    static readonly DemoPlan Small = new()
    {
        History = TimeSpan.FromHours(10),
        Watched = TimeSpan.FromHours(2),
        WarmUp = TimeSpan.FromHours(1),
        Users = 500,
    };

    readonly TemporaryFolder folder = new();
    readonly FakeTimeProvider clock = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    Settings Prepared(string name)
    {
        var settings = Settings.Read(new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
            .AddInMemoryCollection([new("Tollgate:DataFolder", folder.Path(name))]).Build());
        Schema.Prepare(settings);
        return settings;
    }

    static List<byte[]> Records(string logFolder)
    {
        using var cursor = LogCursor.FromStart(logFolder);
        var records = new List<byte[]>();
        while (cursor.TryRead(out var record))
            records.Add(record.Frame.ToArray());
        return records;
    }

    [Fact]
    public async Task The_last_part_is_decided_by_a_model_of_the_rest_raises_alerts_and_a_second_start_makes_nothing()
    {
        var settings = Prepared("data");
        var history = new DemoHistory(settings, Small, clock);
        Assert.True(history.IsWanted);
        var made = await history.Make(new Progress(_ => { }), TestContext.Current.CancellationToken);
        Assert.InRange(made, 10_000, 30_000);
        Assert.False(history.IsWanted);

        var watched = clock.GetUtcNow() - Small.Watched;
        var alerts = Records(settings.Gate.AlertsFolder);
        Assert.NotEmpty(alerts);
        var earliest = watched.ToUnixTimeMilliseconds();
        Assert.All(alerts, frame => Assert.True(new LogRecord(0, frame).AppendTime >= earliest));
        var model = Assert.Single(new ModelRegistry(settings, clock).List());
        Assert.InRange(model.TrainedTo, watched - TimeSpan.FromMinutes(5), watched);

        using var replay = new Replay(
            settings.Gate, DefaultFeatures.Set,
            new(DefaultFeatures.Set, new ModelRegistry(settings, clock).Load));
        replay.Run(null, TestContext.Current.CancellationToken);
        Assert.Equal((made, null), (replay.Decisions, replay.Difference));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public async Task A_history_that_was_stopped_goes_on_and_ends_as_if_it_had_not_been(double stopAt)
    {
        var (whole, stopped) = (Prepared("whole"), Prepared("stopped"));
        await new DemoHistory(whole, Small, clock).Make(new Progress(_ => { }), TestContext.Current.CancellationToken);

        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new DemoHistory(stopped, Small, clock).Make(new Progress(share =>
            {
                if (share > stopAt)
                    stop.Cancel();
            }), stop.Token));
        var history = new DemoHistory(stopped, Small, clock);
        Assert.True(history.IsWanted);
        await history.Make(new Progress(_ => { }), TestContext.Current.CancellationToken);
        foreach (var log in new[] { GateSettings.Events, GateSettings.Decisions, GateSettings.Alerts })
            Assert.Equal(Records(Path.Combine(whole.DataFolder, log)), Records(Path.Combine(stopped.DataFolder, log)));
    }

    sealed class Progress(Action<double> told) : IProgress<double>
    {
        public void Report(double value) => told(value);
    }
}
