using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Pipeline.Faults;

/// <summary>A clock that somebody sets, while the gate runs and while it does not.</summary>
public sealed class SteppedClockTests : IDisposable
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(1), Year = TimeSpan.FromDays(365);

    readonly TemporaryFolder folder = new();
    readonly SteppedClock clock = new(Some.Noon + 600_000);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_that_was_decided_changes(bool isKilled)
    {
        var killed = await AnsweredFolder.Killed;
        var answers = new Answers(killed.Answers);
        killed.WriteTo(folder);
        var part = 0;
        foreach (var step in (TimeSpan[])[-Hour, 2 * Hour, Year, -Year, -2 * Hour, Year, -Year - Hour])
        {
            clock.Step(step);
            using (var gate = Promise.Start(Promise.Settings(folder), clock: clock))
            {
                Assert.Empty(gate.Notices);
                Assert.True(await answers.AssertKept(gate));
                foreach (var within in (TimeSpan[])[TimeSpan.Zero, -Hour, Year, -Year + Hour])
                {
                    clock.Step(within);
                    await answers.Decide(gate, SomeModel.Payments(5, seed: 200 + (ulong)part++));
                }
                await answers.AssertKept(gate);
                if (isKilled)
                    killed = await AnsweredFolder.OfRunning(gate, folder, answers);
            }
            if (isKilled)
                killed.WriteTo(folder);
            Assert.True(Promise.Replays(folder));
        }
    }
}
