using System.Collections.Concurrent;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Tests.Pipeline.Faults;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Pipeline.Upkeep;

/// <summary>What the retention deletes, under clocks that are right and clocks that are not.</summary>
public sealed class RetentionTests : IDisposable
{
    static readonly TimeSpan Day = TimeSpan.FromDays(1), Year = TimeSpan.FromDays(365);

    readonly TemporaryFolder folder = new();
    readonly SteppedClock clock = new(Some.Noon);
    readonly ConcurrentQueue<GateFault> faults = [];
    readonly Answers answers = new();
    int next;

    GateSettings Settings => new(folder, SegmentBytes: 4096, SnapshotEvery: 3_000, Retention: TimeSpan.FromDays(30));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Events_go_when_they_are_older_and_their_decisions_with_them()
    {
        for (var day = 0; day < 45; day += 5)
        {
            await Decide(clock.Now);
            clock.Step(5 * Day);
        }
        Assert.Empty(faults);
        var oldest = OldestEvent();
        Assert.InRange(oldest, clock.Now - (40 * Day).TotalMilliseconds, clock.Now - (30 * Day).TotalMilliseconds);
        Assert.All([Settings.DecisionsFolder, Settings.AlertsFolder], log => Assert.True(Segments.List(log)[0] > 0));
        using var gate = Start();
        for (var i = 0; i < next; i++)
        {
            var isOlder = Some.Noon + (i / 40 * (5 * Day).TotalMilliseconds) <= oldest;
            Assert.True(isOlder || gate.History.Find($"t-{i}") is not null, $"t-{i} is gone");
        }
    }

    [Fact]
    public async Task A_clock_that_is_a_year_ahead_deletes_nothing_and_is_told()
    {
        for (var i = 0; i < 3; i++)
            await Decide(clock.Now);
        clock.Step(Year);
        for (var i = 0; i < 3; i++)
            await Decide(clock.Now - (long)Year.TotalMilliseconds);
        Assert.Contains(faults, fault => fault.Kind == GateFaultKind.RetentionWithheld);
        clock.Step(Day - Year);
        await AssertKept();
    }

    [Fact]
    public async Task A_clock_that_was_a_year_behind_makes_nothing_look_old()
    {
        clock.Step(-Year);
        for (var i = 0; i < 3; i++)
            await Decide(clock.Now + (long)Year.TotalMilliseconds);
        clock.Step(Year);
        for (var i = 0; i < 3; i++)
            await Decide(clock.Now);
        await AssertKept();
    }

    async Task AssertKept()
    {
        await Decide(clock.Now);
        Assert.All(
            [Settings.EventsFolder, Settings.DecisionsFolder, Settings.AlertsFolder],
            log => Assert.Equal(0, Segments.List(log)[0]));
        using var gate = Start();
        Assert.True(await answers.AssertKept(gate));
    }

    /// <summary>Opens the gate, has it decide and stops it.</summary>
    /// <param name="eventTime">Of the first of the payments, Unix ms.</param>
    async Task Decide(long eventTime)
    {
        using var gate = Start();
        if (next == 0)
            await gate.ChangeAsync(config => config with { Model = SomeModel.Reference }); // each raises an alert
        await answers.Decide(gate, Enumerable.Range(next, 40).Select(
            i => Some.Bytes(Some.Json($"t-{i}", eventTime + (i % 40)))));
        next += 40;
    }

    Gate Start()
    {
        var gate = Promise.Start(Settings, Some.Policy with { Review = 0, Block = 0 }, clock: clock);
        gate.Faulted += faults.Enqueue;
        return gate;
    }

    long OldestEvent()
    {
        using var cursor = LogCursor.FromStart(Settings.EventsFolder);
        Assert.True(cursor.TryRead(out var record));
        return record.AppendTime;
    }
}
