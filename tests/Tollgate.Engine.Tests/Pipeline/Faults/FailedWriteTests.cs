using System.Runtime.InteropServices;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Pipeline.Faults;

/// <summary>
/// Writes that fail at any place, in any file of the folder, some in the middle: the folder on a full disk, and a limit
/// on the size of files that is set anew for each crowd. Everyone is answered, once, and the answer holds.
/// </summary>
public sealed partial class FailedWriteTests : IDisposable
{
    const int Rounds = 60, FileSize = 1;

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task On_a_disk_that_is_full_again_and_again()
    {
        using var disk = new SmallDisk(folder);
        var random = new Random(5);
        var answers = new Answers();
        await Submit(folder, answers, SomeModel.Payments(400, seed: 31), 8, () =>
        {
            disk.Empty();
            if (random.Next(2) == 0)
                disk.Fill();
        });
        disk.Empty();
        await AssertKept(folder, answers);
    }

    [Fact]
    public Task With_a_limit_on_the_size_of_files() =>
        OwnProcess.Run(typeof(FailedWriteTests), nameof(Within_the_limited_process), folder);

    [Fact(Explicit = true)]
    public async Task Within_the_limited_process()
    {
        var limited = OwnProcess.Folder;
        var random = new Random(6);
        var answers = new Answers();
        var payments = SomeModel.Payments(Rounds * 12, seed: 32);
        await Submit(limited, answers, payments, 12, () => Limit(random.Next(4) switch
        {
            0 => (ulong)random.Next(LengthOf(GateSettings.Events) + 4_000),
            1 => (ulong)(LengthOf(GateSettings.Events) + random.Next(3_000)),
            2 => (ulong)(LengthOf(GateSettings.Decisions) + random.Next(1_500)),
            _ => ulong.MaxValue,
        }));
        Limit(ulong.MaxValue);
        await AssertKept(limited, answers);

        int LengthOf(string log) => (int)Directory.GetFiles(Path.Combine(limited, log), "*.log")
            .Max(path => new FileInfo(path).Length);
    }

    /// <param name="crowd">Payments that are submitted at once.</param>
    /// <param name="fail">Called before each crowd.</param>
    static async Task Submit(
        string folder, Answers answers, IEnumerable<byte[]> payments, int crowd, Action fail)
    {
        var results = new Dictionary<SubmitResult, int>();
        using var gate = Promise.Start(folder);
        await gate.ChangeAsync(config => config with { Model = SomeModel.Reference });
        foreach (var part in payments.Chunk(crowd))
        {
            fail();
            using var busy = new BusyGate(gate);
            var submitted = part.Select(payment => answers.Submit(gate, payment)).ToArray();
            await busy.Release();
            var all = await Task.WhenAll(submitted).WaitAsync(TimeSpan.FromMinutes(1));
            foreach (var result in all)
                results[result] = results.GetValueOrDefault(result) + 1;
            // Some come again with what they were answered in mind.
            foreach (var payment in part[..2])
                await answers.Submit(gate, payment);
        }
        Assert.Equal([SubmitResult.Done, SubmitResult.Unavailable], results.Keys.Order());
        Assert.All(results.Values, count => Assert.True(count > 50, $"only {count}"));
    }

    static async Task AssertKept(string folder, Answers answers)
    {
        var opened = await Promise.Check(folder, answers);
        Assert.True(opened!.IsWhole);
        Directory.Delete(Path.Combine(folder, "snapshots"), recursive: true);
        opened = await Promise.Check(folder, answers);
        Assert.True(opened!.IsWhole);
        Assert.Empty(opened.Notices);
    }

    static void Limit(ulong bytes)
    {
        Assert.Equal(0, GetLimit(FileSize, out var limit));
        limit.Soft = Math.Min(bytes, limit.Hard);
        Assert.Equal(0, SetLimit(FileSize, limit));
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limits limits);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limits limits);

    struct Limits
    {
        public ulong Soft;
        public ulong Hard;
    }
}
