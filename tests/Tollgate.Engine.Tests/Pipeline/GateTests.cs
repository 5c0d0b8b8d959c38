using System.Text;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Tests.Support;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Tests.Pipeline;

public sealed class GateTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Without_a_model_a_payment_is_approved_and_says_so()
    {
        using var gate = Open();
        var request = await Decided(gate, Some.Bytes(Some.Json()));
        Assert.Equal(DecisionKind.Approve, request.Decision.Kind);
        Assert.Equal(DecisionFlags.NoModel, request.Decision.Flags);
        Assert.Equal(1, request.Decision.Generation);
    }

    [Fact]
    public async Task The_same_payment_again_gets_the_stored_decision_and_a_changed_one_a_conflict()
    {
        using var gate = Open();
        var first = (await Decided(gate, Some.Bytes(Some.Json()))).Decision.Bytes.ToArray();
        var again = gate.Rent();
        again.Set(Some.Bytes(Some.Json()));
        Assert.Equal(SubmitResult.Replayed, await gate.SubmitAsync(again));
        Assert.Equal(first, again.Decision.Bytes.ToArray());
        Assert.Equal(SubmitResult.Conflict, await Submit(gate, Some.Bytes(Some.Json(amount: 1251))));
        Assert.Equal(1, gate.Decided);
    }

    [Fact]
    public async Task Many_at_once_with_one_id_make_one_decision()
    {
        using var gate = Open();
        var bytes = Some.Bytes(Some.Json());
        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => Submit(gate, bytes))));
        Assert.Single(results, SubmitResult.Done);
        Assert.Equal(63, results.Count(o => o == SubmitResult.Replayed));
        Assert.Equal(1, gate.Decided);
    }

    [Fact]
    public async Task An_event_older_than_ids_are_remembered_is_refused_and_one_just_within_is_late()
    {
        using var gate = Open();
        await Decided(gate, Some.Bytes(Some.Json("new")));
        var oldest = Some.Noon - EventTimes.Disorder - 86_400_000;
        Assert.Equal(SubmitResult.TooOld, await Submit(gate, Some.Bytes(Some.Json("a", oldest - 1))));
        var flags = (await Decided(gate, Some.Bytes(Some.Json("b", oldest)))).Decision.Flags;
        Assert.Equal(DecisionFlags.Late, flags & DecisionFlags.Late);
    }

    [Fact]
    public async Task A_label_that_changes_nothing_decides_nothing_again()
    {
        using var gate = Open();
        await Decided(gate, Some.Bytes(Some.Json()));
        Task<SubmitResult> Say() => gate.SubmitAsync(
            new LabelSubmission("t-1", LabelKind.Fraud, Some.Noon, LabelSource.Machine("bank"))).AsTask();
        Assert.Equal(SubmitResult.Done, await Say());
        await Decided(gate, Some.Bytes(Some.Json("t-2")));
        Assert.Equal(SubmitResult.Unchanged, await Say());
        Assert.Equal(2, gate.Decided);
    }

    [Fact]
    public async Task A_label_is_logged_once_changes_and_knows_its_transaction()
    {
        using var gate = Open();
        await Decided(gate, Some.Bytes(Some.Json(card: "c-1")));
        var bank = LabelSource.Machine("bank");
        Task<SubmitResult> Say(string id, LabelKind kind, long at, LabelSource source) =>
            gate.SubmitAsync(new LabelSubmission(id, kind, at, source)).AsTask();
        Assert.Equal(SubmitResult.Unknown, await Say("t-2", LabelKind.Fraud, Some.Noon, bank));
        Assert.Equal(SubmitResult.Done, await Say("t-1", LabelKind.Fraud, Some.Noon, bank));
        Assert.Equal(SubmitResult.Unchanged, await Say("t-1", LabelKind.Fraud, Some.Noon + 1, bank));
        var maria = LabelSource.Analyst("maria");
        Assert.Equal(SubmitResult.Done, await Say("t-1", LabelKind.Genuine, Some.Noon + 2, maria));
        var current = await gate.QueryAsync(loop => loop.LabelOf("t-1"));
        Assert.Equal(
            [new(LabelKind.Genuine, Some.Noon + 2, maria), new(LabelKind.Fraud, Some.Noon, bank)],
            gate.History.Labels.Of(current));
        using var events = new LogCursor(new GateSettings(folder).EventsFolder, current!.Value.Newest);
        Assert.True(events.TryRead(out var record));
        Assert.Equal("c-1", Encoding.UTF8.GetString(new Label(record).CardId));
    }

    [Fact]
    public async Task A_user_s_payments_are_found_newest_first()
    {
        using var gate = Open();
        for (var i = 0; i < 20; i++)
            await Decided(gate, Some.Bytes(Some.Json($"t-{i}", Some.Noon + i, $"u-{i % 2}")));
        var newest = await gate.QueryAsync(loop => loop.LastDecisionOf(EntityKind.User, "u-1"u8));
        var ids = gate.History.WalkBack(EntityKind.User, newest)
            .Select(t => Encoding.UTF8.GetString(t.Transaction.TransactionId));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"t-{19 - (2 * i)}"), ids);
    }

    [Fact]
    public async Task A_user_s_payments_end_where_the_log_is_kept_no_further()
    {
        var settings = new GateSettings(folder, SegmentBytes: 4096, Retention: TimeSpan.FromDays(1));
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        using (var before = Open(settings))
        {
            for (var i = 0; i < 100; i++)
            {
                var request = before.Rent();
                request.AppendTime = now - (i < 50 ? 10 * 86_400_000 : 0) + i;
                request.Set(Some.Bytes(Some.Json($"t-{i}", request.AppendTime)));
                Assert.Equal(SubmitResult.Done, await before.SubmitAsync(request));
            }
        }
        Assert.False(File.Exists(Segments.PathOf(settings.DecisionsFolder, 0)));
        using var gate = Open(settings);
        var newest = await gate.QueryAsync(loop => loop.LastDecisionOf(EntityKind.User, "u-1"u8));
        Assert.InRange(gate.History.WalkBack(EntityKind.User, newest).Count(), 50, 99);
        Assert.NotNull(gate.History.Find("t-99"));
        Assert.Null(gate.History.Find("t-0"));
    }

    [Fact]
    public async Task A_changed_policy_is_a_new_generation_and_the_same_one_is_not()
    {
        Open().Dispose();
        using (var same = Open())
            Assert.Equal(1, same.Generation.Config.Number);
        using var gate = Open(Some.Policy with { Review = 0.9 });
        Assert.Equal(2, (await Decided(gate, Some.Bytes(Some.Json()))).Decision.Generation);
    }

    [Fact]
    public async Task Promoting_a_model_swaps_it_in_between_two_payments()
    {
        using var gate = Open();
        var payments = SomeModel.Payments(1_500, seed: 9).ToArray();
        var risky = 0;
        for (var i = 0; i < payments.Length; i++)
        {
            if (i == 200)
                await gate.ChangeAsync(g => g with { Model = SomeModel.Reference });
            var decision = (await Decided(gate, payments[i])).Decision;
            Assert.Equal(i < 200 ? 1 : 2, decision.Generation);
            Assert.Equal(i < 200, double.IsNaN(decision.Risk));
            risky += decision.Kind != DecisionKind.Approve ? 1 : 0;
            Assert.Equal(decision.Kind != DecisionKind.Approve, decision.ReasonCount > 0);
        }
        Assert.True(risky > 0);
    }

    [Fact]
    public async Task Two_changes_at_once_are_two_generations_and_neither_is_lost()
    {
        using var gate = Open();
        using var busy = new BusyGate(gate);
        var changes = new[]
        {
            gate.ChangeAsync(g => g with { Review = 0.9 }),
            gate.ChangeAsync(g => g with { Block = 0.99 }),
        };
        await busy.Release();
        Assert.Equal([2, 3], (await Task.WhenAll(changes)).Select(g => g.Number));
        Assert.Equal((0.9, 0.99), (gate.Generation.Config.Review, gate.Generation.Config.Block));
    }

    [Fact]
    public async Task A_request_that_fails_is_refused_alone()
    {
        using var gate = Open();
        using var busy = new BusyGate(gate);
        var calls = 0;
        var failing = gate.ChangeAsync(g => calls++ == 0 ? g : throw new NotSupportedException());
        var payment = Submit(gate, Some.Bytes(Some.Json()));
        await busy.Release();
        await Assert.ThrowsAsync<IOException>(() => failing);
        Assert.Equal(SubmitResult.Done, await payment);
    }

    Gate Open(Policy? policy = null) => Open(new(folder), policy);

    static Gate Open(GateSettings settings, Policy? policy = null)
    {
        var gate = Recovery.Open(
            settings, DefaultFeatures.Set, policy ?? Some.Policy, SomeModel.Load, TimeProvider.System);
        gate.Start();
        return gate;
    }

    static async Task<TransactionSubmission> Decided(Gate gate, byte[] bytes)
    {
        var request = gate.Rent();
        request.Set(bytes);
        Assert.Equal(SubmitResult.Done, await gate.SubmitAsync(request));
        return request;
    }

    static async Task<SubmitResult> Submit(Gate gate, byte[] bytes)
    {
        var request = gate.Rent();
        request.Set(bytes);
        return await gate.SubmitAsync(request);
    }
}
