using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Pipeline.Replay;
using Tollgate.Engine.Scoring;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Pipeline.Faults;

/// <summary>
/// What holds of every folder, whatever has become of it: what was answered is there and equal, what was refused is
/// not, or the start names file and place. Where a start has cut off or made again, it says so, once.
/// </summary>
static class Promise
{
    /// <summary>No message has it.</summary>
    const string Nothing = "no file at all";

    public static Policy Policy { get; } = Some.Policy with { Review = 0.1, Block = 0.8 };

    public static GateSettings Settings(string folder) => new(folder, SegmentBytes: 10 << 10);

    public static Gate Start(string folder, Policy? policy = null) => Start(Settings(folder), policy);

    public static Gate Start(
        GateSettings settings, Policy? policy = null, Func<ModelReference, AnomalyModel>? load = null,
        TimeProvider? clock = null)
    {
        var gate = Recovery.Open(
            settings, DefaultFeatures.Set, policy ?? Policy, load ?? SomeModel.Load, clock ?? TimeProvider.System);
        gate.Start();
        return gate;
    }

    /// <summary>Opens a folder, reads all of it, and replays it.</summary>
    /// <param name="damaged">The file that may be told to be damaged.</param>
    /// <returns>Null when the start refused and named the file.</returns>
    public static async Task<Opened?> Check(string folder, Answers answers, string damaged = Nothing)
    {
        try
        {
            using var gate = Start(folder);
            var isRead = await answers.AssertKept(gate, damaged);
            return new(gate.Notices, Replays(folder, damaged) && isRead);
        }
        catch (LogException e)
        {
            AssertNames(e, damaged);
            return null;
        }
    }

    /// <summary>Decides one more payment, and opens the folder once more.</summary>
    public static async Task GoesOn(string folder, Answers answered)
    {
        var answers = new Answers(answered);
        using (var gate = Start(folder))
        {
            Assert.Empty(gate.Notices);
            await answers.Decide(gate, [AnsweredFolder.Next]);
        }
        var opened = await Check(folder, answers);
        Assert.Empty(opened!.Notices);
        Assert.True(opened.IsWhole);
    }

    public static void AssertNames(LogException e, string file)
    {
        Assert.Contains(file, e.Message);
        Assert.Matches(@"byte \d+", e.Message);
    }

    /// <returns>False when the log cannot be read to its end, and the error names the file.</returns>
    public static bool Replays(
        string folder, string damaged = Nothing, Func<ModelReference, AnomalyModel>? load = null)
    {
        try
        {
            Assert.Null(Replay(folder, load));
            return true;
        }
        catch (LogException e)
        {
            AssertNames(e, damaged);
            return false;
        }
    }

    /// <returns>The first difference, or null.</returns>
    public static ReplayDifference? Replay(string folder, Func<ModelReference, AnomalyModel>? load = null)
    {
        using var replay = new Replay(
            Settings(folder), DefaultFeatures.Set, new Generations(DefaultFeatures.Set, load ?? SomeModel.Load));
        replay.Run(null, TestContext.Current.CancellationToken);
        Assert.Equal(0, replay.Unrecorded);
        return replay.Difference;
    }
}

/// <param name="IsWhole">
/// Whether all could be read. A start does not read what lies before a snapshot: whoever reads a damaged record there
/// was told file and place.
/// </param>
sealed record Opened(IReadOnlyList<GateFault> Notices, bool IsWhole);
