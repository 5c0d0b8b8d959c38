using System.Diagnostics;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Cases.Workflow;

namespace Tollgate.Server.Tests.Cases.Workflow;

/// <summary>
/// A case of 100,000 payments, opened, paged and closed while decisions are made: prints how long these waited and what
/// memory was held. Run it with <c>-explicit only -class '*HugeCaseSession' -showLiveOutput</c> on a quiet machine.
/// </summary>
public sealed class HugeCaseSession(ITestOutputHelper output)
{
    const int Payments = 100_000;
    const string User = "u-huge";

    [Fact(Explicit = true)]
    public async Task A_case_of_100_000_payments_is_opened_paged_and_closed_while_decisions_are_made()
    {
        await using var server = await TollgateServer.Start();
        var key = await server.Machine("decide");
        foreach (var part in Enumerable.Range(1, Payments).Chunk(2_000))
        {
            var lines = part.Select(i => Some.Payment(BigCase.PaymentOf(User, i), User)
                .ToJsonString(JsonSerializerOptions.Default));
            (await key.Batch(string.Join('\n', lines))).EnsureSuccess();
        }
        var id = await server.Put(User, Payments);

        await Phase(server, "calm", () => Task.Delay(TimeSpan.FromSeconds(5)));
        await Phase(server, "opened 50 times", async () =>
        {
            for (var i = 0; i < 50; i++)
                await server.Admin.ReadCase(id);
        });
        await Phase(server, "paged through", async () =>
        {
            var (seen, cursor) = (0, (string?)$"{int.MaxValue}");
            for (; cursor is not null; seen += 200)
            {
                var page = await server.Admin.GetJson($"/api/cases/{id}/transactions?limit=200&cursor={cursor}");
                cursor = page.GetProperty("next_cursor").GetString();
            }
            Assert.Equal(Payments, seen);
        });
        await Phase(server, "closed", () => Close(new { status = "CONFIRMED_FRAUD" }));
        (await server.Admin.PatchCase(id, new { status = "OPEN" }, "*")).EnsureSuccess();
        await Phase(server, "closed in bulk", async () =>
        {
            (await server.Admin.Post("/api/cases/bulk", new { ids = new[] { id }, status = "FALSE_POSITIVE" }))
                .EnsureSuccess();
            await Delivered();
        });
        var last = await server.Admin.GetJson($"/api/transactions/{BigCase.PaymentOf(User, 1)}");
        Assert.Equal(["genuine", "fraud"], last.List("labels").Select(label => label.Text("label")));

        async Task Close(object change)
        {
            (await server.Admin.PatchCase(id, change, "*")).EnsureSuccess();
            await Delivered();
        }

        async Task Delivered()
        {
            while (await server.Database(db => db.Set<OwedLabels>().AnyAsync()))
                await Task.Delay(50);
        }
    }

    /// <summary>Decides all the while, on a thread of its own, and measures each decision as its caller does.</summary>
    async Task Phase(TollgateServer server, string name, Func<Task> work)
    {
        var waits = new List<double>();
        var memory = 0L;
        using var ended = new ManualResetEventSlim();
        var heapBefore = GC.GetTotalMemory(forceFullCollection: true);
        var thread = new Thread(() =>
        {
            while (!ended.Wait(2))
            {
                var payment = JsonSerializer.SerializeToUtf8Bytes(Some.Payment());
                var began = Stopwatch.GetTimestamp();
                var (result, _) = server.Payments.Send(payment).GetAwaiter().GetResult();
                waits.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                Assert.Equal(SubmitResult.Done, result);
                memory = Math.Max(memory, GC.GetTotalMemory(forceFullCollection: false));
            }
        });
        thread.Start();
        var began = Stopwatch.GetTimestamp();
        await work();
        var took = Stopwatch.GetElapsedTime(began);
        ended.Set();
        thread.Join();
        waits.Sort();
        output.WriteLine(
            $"{name}: {took.TotalSeconds:F1} s, {waits.Count} decisions meanwhile, p50 {At(0.5):F2} ms, "
            + $"p99 {At(0.99):F2} ms, longest {At(1):F2} ms; heap {heapBefore >> 20} MB before, "
            + $"{memory >> 20} MB at most");

        double At(double share) => waits[(int)(share * (waits.Count - 1))];
    }
}
