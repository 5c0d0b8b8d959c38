using System.Buffers.Text;
using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Tollgate.Engine.Simulation;
using Tollgate.Server.Models;

namespace Tollgate.Server.Tests.Hosting;

/// <summary>
/// Kills a real process twenty times while eight callers send payments, each again until it is answered. Afterwards
/// every answer is read back from the last process, and the log is decided once more without a break: both must be the
/// same, and exactly the risky payments are in cases.
/// </summary>
public sealed class CrashTests : IDisposable
{
    const int Kills = 20;
    const int Callers = 8;

    // Snapshots, the first model and cases all come within the test.
    static readonly string[] Options =
    [
        "--Tollgate:SnapshotEvery=1000", "--Tollgate:Decisions:ColdStart=500",
        "--Tollgate:Decisions:Review=0.98", "--Tollgate:Decisions:Block=0.99",
    ];

    readonly TemporaryFolder folder = new();
    readonly ConcurrentDictionary<string, string> answered = [];
    readonly ConcurrentQueue<string> failures = [];
    volatile TollgateProcess current = null!;

    public void Dispose()
    {
        current?.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Killed_twenty_times_under_load_it_loses_no_answer_and_decides_as_if_it_had_never_stopped()
    {
        current = await TollgateProcess.Serve(folder.Data, Options);
        string[] newKey = ["keys", "new", "shop", "--scopes", "decide,read", "--data", folder.Data, "--json"];
        var key = JsonDocument.Parse((await TollgateProcess.Run(newKey)).Out).RootElement;
        var secret = Base64Url.DecodeFromChars(key.Text("secret"));
        var client = new Machine(() => current.Url, key.Text("key_id"), secret, TimeProvider.System);
        using var cancellation = new CancellationTokenSource();
        var payments = Payments();
        var callers = Enumerable.Range(0, Callers)
            .Select(_ => Task.Run(() => Call(client, payments, cancellation.Token)))
            .ToArray();

        var random = new Random(7);
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = answered.Count;
            while (answered.Count == before)
                await Task.Delay(5, TestContext.Current.CancellationToken);
            await Task.Delay(random.Next(1, 400), TestContext.Current.CancellationToken);
            await current.Kill();
            current = await TollgateProcess.Serve(folder.Data, Options);
        }
        await cancellation.CancelAsync();
        await Task.WhenAll(callers);

        Assert.True(failures.IsEmpty, string.Join('\n', failures));
        await Parallel.ForEachAsync(
            answered, new ParallelOptions { MaxDegreeOfParallelism = Callers },
            async (answer, _) => await Check(client, answer.Key, answer.Value));
        Assert.True(failures.IsEmpty, string.Join('\n', failures));
        Assert.Equal(0, await current.Stop());

        var settings = Settings.Read(new ConfigurationBuilder()
            .AddInMemoryCollection([new("Tollgate:DataFolder", folder.Data)])
            .Build());
        using var decided = ReplayedLog.Compare(
            settings.Gate, new ModelRegistry(settings, TimeProvider.System).Load);
        Assert.Equal(decided.Decided.Count, decided.Decided.Distinct().Count());
        Assert.Subset(decided.Decided.ToHashSet(), answered.Keys.ToHashSet());
        await using var db = Database.Open(settings);
        var inCases = await db.Set<CaseTransaction>().Select(payment => payment.TransactionId).ToListAsync();
        Assert.Equal(decided.Risky.Order(), inCases.Order());
        var usersWithOpenCases = await db.Set<Case>().Where(found => found.Status == CaseStatus.Open)
            .Select(found => found.UserId).ToListAsync();
        Assert.Equal(usersWithOpenCases.Distinct(), usersWithOpenCases);
        Assert.NotEmpty(decided.Risky);
        // Each kill came while decisions were being answered, and a model decided the last of them.
        Assert.True(answered.Count > Kills * Callers, $"only {answered.Count} were answered");
        Assert.Contains(answered.Values, decision => decision.Contains("\"generation\":2"));
    }

    /// <summary>Reads an answered decision back: it is the same, and soon in a case when it is risky.</summary>
    async Task Check(Machine client, string id, string answer)
    {
        var risky = !answer.Contains("\"decision\":\"approve\"");
        for (var tries = 0; ; tries++)
        {
            var read = await client.Read(id);
            if (read.Status != HttpStatusCode.OK || read["decision"].GetRawText() != answer)
                failures.Enqueue($"{answer} became {read.Status} {read.Body}");
            else if (risky == (read["case_id"].ValueKind == JsonValueKind.String))
                return;
            else if (risky && tries < 400)
                await Task.Delay(50);
            else
                failures.Enqueue($"{answer} is in case {read["case_id"]}");
            if (!failures.IsEmpty)
                return;
        }
    }

    /// <summary>Sends payment after payment; one without an answer is sent again, as any caller would.</summary>
    async Task Call(
        Machine client, BlockingCollection<(string Id, string Json)> payments, CancellationToken cancellation)
    {
        foreach (var (id, json) in payments.GetConsumingEnumerable(CancellationToken.None))
        {
            while (true)
            {
                if (cancellation.IsCancellationRequested)
                    return;
                try
                {
                    var answer = await client.Post("/api/decisions", Encoding.UTF8.GetBytes(json));
                    if (answer.Status == HttpStatusCode.OK)
                    {
                        answered[id] = answer.Body;
                        break;
                    }
                    // A key is read within a second of its making.
                    if (answer.Status != HttpStatusCode.Unauthorized || !answered.IsEmpty)
                        failures.Enqueue($"{answer.Status} {answer.Body}");
                    await Task.Delay(50, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
                }
                catch (Exception e) when (e is HttpRequestException or IOException)
                {
                    await Task.Delay(10, CancellationToken.None);
                }
            }
        }
    }

    static BlockingCollection<(string Id, string Json)> Payments()
    {
        var start = TimeProvider.System.GetUtcNow().AddHours(-2);
        var simulator = new PaymentSimulator(
            new SimulationSettings { Start = start, Rate = 20, DailyPattern = false, Users = 500 });
        var payments = new BlockingCollection<(string, string)>();
        var json = new System.Buffers.ArrayBufferWriter<byte>();
        for (var i = 0; i < 100_000; i++)
        {
            json.ResetWrittenCount();
            var payment = simulator.Next(json);
            payments.Add((payment.TransactionId, Encoding.UTF8.GetString(json.WrittenSpan)));
        }
        return payments;
    }
}
