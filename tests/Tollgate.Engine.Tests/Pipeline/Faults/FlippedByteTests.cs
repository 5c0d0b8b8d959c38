using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Pipeline.Faults;

/// <summary>A disk that gives back another byte than was written, anywhere in any file.</summary>
public sealed class FlippedByteTests
{
    const int InSteps = 1, WithSnapshots = 8;

    [Fact]
    public async Task A_start_that_reads_the_whole_log_names_the_place_and_touches_nothing()
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        foreach (var (file, at) in Places(killed, IsSegment, InSteps))
        {
            copy.MakeAnew(withSnapshots: false);
            copy.Flip(file, at);
            Assert.Null(await Promise.Check(copy.Folder, killed.Answers, file));
            copy.AssertUntouched(file);
        }
    }

    [Fact]
    public Task A_place_that_no_start_reads_is_named_to_whoever_reads_it() => AssertNamed(WithSnapshots);

    [Fact(Explicit = true)]
    public Task A_place_that_no_start_reads_is_named_wherever_it_is() => AssertNamed(InSteps);

    [Fact]
    public async Task A_place_that_no_start_reads_is_told_though_nobody_asks_for_it()
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        var scrubbed = 0;
        foreach (var (file, at) in Places(killed, IsSegment, WithSnapshots))
        {
            copy.MakeAnew(withSnapshots: true);
            copy.Flip(file, at);
            scrubbed += await IsTold(copy.Folder, file) ? 1 : 0;
            copy.AssertUntouched(file);
        }
        Assert.NotEqual(0, scrubbed);
    }

    [Fact]
    public async Task The_file_that_says_where_a_log_ends_is_told_to_be_damaged_and_made_again()
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        foreach (var (file, at) in Places(killed, IsEnd, InSteps).Distinct())
        {
            copy.MakeAnew(withSnapshots: false);
            copy.Flip(file, at);
            var opened = await Promise.Check(copy.Folder, killed.Answers, file);
            AssertMadeAgain(opened, Path.GetDirectoryName(file)!);
        }
        await Promise.GoesOn(copy.Folder, killed.Answers);
    }

    [Fact]
    public async Task A_file_of_the_ids_is_made_again_and_told_to_be_damaged()
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        var places = Places(killed, IsOfIds, InSteps).Distinct().ToArray();
        Assert.True(places.DistinctBy(place => place.File).Count() > 2);
        foreach (var (file, at) in places)
        {
            copy.MakeAnew(withSnapshots: false);
            copy.Flip(file, at);
            var opened = await Promise.Check(copy.Folder, killed.Answers, file);
            Assert.True(opened!.IsWhole);
            Assert.NotEmpty(opened.Notices);
            Assert.All(opened.Notices, notice => Assert.Equal(GateFaultKind.FileMadeAgain, notice.Kind));
        }
        await Promise.GoesOn(copy.Folder, killed.Answers);
    }

    [Fact]
    public Task A_snapshot_is_passed_over_and_told_to_be_damaged() => AssertPassedOver(WithSnapshots);

    [Fact(Explicit = true)]
    public Task A_snapshot_is_passed_over_wherever_it_is_damaged() => AssertPassedOver(InSteps);

    static async Task AssertNamed(int percent)
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        var later = 0;
        foreach (var (file, at) in Places(killed, IsSegment, percent))
        {
            copy.MakeAnew(withSnapshots: true);
            copy.Flip(file, at);
            if (await Promise.Check(copy.Folder, killed.Answers, file) is { } opened)
            {
                Assert.Empty(opened.Notices);
                Assert.False(opened.IsWhole, $"nobody came upon byte {at} of {file}");
                later++;
            }
            copy.AssertUntouched(file);
        }
        Assert.NotEqual(0, later);
    }

    /// <returns>False when the start refused and named the file.</returns>
    static async Task<bool> IsTold(string folder, string file)
    {
        try
        {
            var told = new TaskCompletionSource<GateFault>(TaskCreationOptions.RunContinuationsAsynchronously);
            using var gate = Recovery.Open(
                Promise.Settings(folder), DefaultFeatures.Set, Promise.Policy, SomeModel.Load, TimeProvider.System);
            gate.Faulted += fault => told.TrySetResult(fault);
            gate.Start();
            var fault = await told.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            Assert.Equal(GateFaultKind.LogDamaged, fault.Kind);
            Assert.Equal(fault.Cause, gate.Damage);
            Promise.AssertNames((LogException)fault.Cause, file);
            return true;
        }
        catch (LogException e)
        {
            Promise.AssertNames(e, file);
            return false;
        }
    }

    static async Task AssertPassedOver(int percent)
    {
        var killed = await AnsweredFolder.Killed;
        using var copy = new DamagedCopy(killed);
        var newest = copy.Snapshots.Max(StringComparer.Ordinal)!;
        foreach (var (file, at) in Places(killed, file => file == newest, percent))
        {
            copy.MakeAnew(withSnapshots: true);
            copy.Flip(file, at);
            AssertMadeAgain(await Promise.Check(copy.Folder, killed.Answers, file), file);
        }
        // The next one is newer, so that nobody comes upon the damaged one again.
        using (var gate = Promise.Start(copy.Folder))
            Assert.Equal(SubmitResult.Done, await new Answers().Submit(gate, AnsweredFolder.Next));
        using (var gate = Promise.Start(copy.Folder))
            Assert.Empty(gate.Notices);
    }

    static IEnumerable<(string File, long At)> Places(
        AnsweredFolder folder, Func<string, bool> isOne, int percent) =>
        from file in folder.Files.Where(isOne)
        from share in Enumerable.Range(0, (100 / percent) + 1)
        select (file, Math.Min(folder[file].Length - 1, (long)folder[file].Length * share * percent / 100));

    static bool IsSegment(string file) => Path.GetExtension(file) == Segments.Extension;

    static bool IsEnd(string file) => Path.GetFileName(file) == Path.GetFileName(EndFile.PathOf(""));

    /// <summary>All that is nothing else.</summary>
    static bool IsOfIds(string file) => !IsSegment(file) && !IsEnd(file) && Path.GetExtension(file) != ".snapshot";

    static void AssertMadeAgain(Opened? opened, string named)
    {
        Assert.True(opened!.IsWhole);
        var notice = Assert.Single(opened.Notices);
        Assert.Equal(GateFaultKind.FileMadeAgain, notice.Kind);
        Assert.Contains(named, notice.Cause.Message);
    }
}
