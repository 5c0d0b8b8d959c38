using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.Pipeline.Faults;

/// <summary>
/// A process that is stopped at any instruction while a crowd submits: what it leaves then is what a kill would leave.
/// It is copied at many such moments, and killed at the last one.
/// </summary>
public sealed partial class KilledProcessTests : IDisposable
{
    const int Crowd = 8, Stops = 24;
    const int Continue = 18, Stop = 19, Kill = 9;

    readonly TemporaryFolder folder = new();

    string Data => Path.Combine(folder, "data");

    string Answered => Path.Combine(folder, "answered");

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task What_was_answered_is_there_whenever_the_process_is_killed() => AssertKilled(seed: 9);

    [Fact(Explicit = true)]
    public async Task What_was_answered_is_there_at_two_hundred_kills()
    {
        for (var seed = 10; seed < 18; seed++)
        {
            await AssertKilled(seed);
            Directory.Delete(Data, recursive: true);
            File.Delete(Answered);
        }
    }

    [Fact(Explicit = true)]
    public async Task Within_the_process_to_be_killed()
    {
        var own = OwnProcess.Folder;
        using var file = File.OpenHandle(
            Path.Combine(own, "answered"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        var settings = Promise.Settings(Path.Combine(own, "data")) with { SnapshotEvery = 60_000 };
        using var gate = Promise.Start(settings);
        await gate.ChangeAsync(config => config with { Model = SomeModel.Reference });
        var (written, sync) = (0L, new Lock());
        using var payments = SomeModel.Payments(int.MaxValue, seed: 41).GetEnumerator();
        await Task.WhenAll(Enumerable.Range(0, Crowd).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var submission = gate.Rent();
                lock (sync)
                {
                    payments.MoveNext();
                    submission.Set(payments.Current);
                }
                Assert.Equal(SubmitResult.Done, await gate.SubmitAsync(submission));
                var line = Encoding.ASCII.GetBytes(AnsweredPayment.Of(submission).Line() + "\n");
                lock (sync)
                {
                    RandomAccess.Write(file, line, written);
                    written += line.Length;
                }
                gate.Return(submission);
                await Task.Delay(1);
            }
        })));
    }

    async Task AssertKilled(int seed)
    {
        using var process = OwnProcess.Start(
            typeof(KilledProcessTests), nameof(Within_the_process_to_be_killed), folder);
        try
        {
            var random = new Random(seed);
            while (!File.Exists(Answered) || new FileInfo(Answered).Length == 0)
            {
                Assert.False(process.HasExited, "it has ended by itself");
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
            for (var i = 1; i <= Stops; i++)
            {
                await Task.Delay(random.Next(40), TestContext.Current.CancellationToken);
                using var copy = new TemporaryFolder();
                Send(process.Id, Stop);
                while (!IsStopped(process))
                    await Task.Delay(1, TestContext.Current.CancellationToken);
                File.Copy(Answered, Path.Combine(copy, "answered"));
                // The files are locked against other ways of copying them.
                using (var copying = Process.Start("cp", ["-r", Data, copy]))
                    await copying.WaitForExitAsync(TestContext.Current.CancellationToken);
                Send(process.Id, i < Stops ? Continue : Kill);
                await AssertKept(copy);
            }
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            await AssertKept(folder);
        }
        finally
        {
            process.Kill();
        }
    }

    static async Task AssertKept(string copy)
    {
        var answers = Answers.Read(Path.Combine(copy, "answered"), others: Crowd);
        Assert.NotEqual(0, answers.Count);
        var opened = await Promise.Check(Path.Combine(copy, "data"), answers);
        Assert.True(opened!.IsWhole);
        Assert.All(opened.Notices, notice => Assert.Equal(GateFaultKind.TailCut, notice.Kind));
    }

    static bool IsStopped(Process process) => Directory.GetDirectories($"/proc/{process.Id}/task").All(
        thread => File.ReadAllText(Path.Combine(thread, "stat")).Split(") ")[1][0] == 'T');

    static void Send(int process, int signal) => Assert.Equal(0, SendSignal(process, signal));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
