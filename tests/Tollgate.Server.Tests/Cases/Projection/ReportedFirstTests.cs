namespace Tollgate.Server.Tests.Cases.Projection;

/// <summary>Payments that another system reports before the gate decides them.</summary>
public sealed class ReportedFirstTests(TrainedServer trained)
{
    readonly TollgateServer server = trained.Server;

    [Fact]
    public async Task A_payment_reported_of_its_user_gets_what_only_the_gate_knows()
    {
        var key = await server.NamedMachine("first-1", "cases");
        var ids = Ids("u-first");
        var report = await key.Report(ids[^1], "u-first", 0.25, "On a list");
        var caseId = report.Text("id");

        var risky = await server.Payments.Burst("u-first", ids);
        Assert.Contains(ids[^1], risky);
        var detail = await Detail(caseId, one => one.Int("transaction_count") == risky.Count
            && Payment(one, ids[^1]).GetProperty("amount_minor").ValueKind == JsonValueKind.Number);

        var payment = Payment(detail, ids[^1]);
        var decided = (await server.Admin.GetJson($"/api/transactions/{ids[^1]}")).GetProperty("decision");
        Assert.Equal(decided.GetProperty("risk").GetDouble(), payment.GetProperty("risk").GetDouble());
        Assert.Equal(decided.Text("decision"), payment.Text("decision"));
        Assert.Equal("US", payment.Text("country"));
        var reasons = payment.List("reasons").Select(reason => reason.Text("text")).ToList();
        Assert.True(reasons.Count > 1);
        Assert.Equal("On a list", reasons[^1]);
        Assert.Equal(
            detail.List("transactions").Max(one => one.GetProperty("risk").GetDouble()),
            detail.GetProperty("risk").GetDouble());
        Assert.Equal(caseId, (await server.Admin.GetJson($"/api/transactions/{ids[^1]}")).Text("case_id"));
        Assert.Contains($"gate decided  > {ids[^1]}", await server.HistoryOf(caseId));
        Assert.Contains($"gate case.decided  > {ids[^1]}", await server.AuditOf(caseId));
    }

    [Fact]
    public async Task A_payment_reported_of_another_user_moves_to_its_users_case_and_both_say_so()
    {
        var key = await server.NamedMachine("first-2", "cases");
        var ids = Ids("u-victim");
        var wrong = (await key.Report(ids[^1], "u-attacker", 0.99)).Text("id");
        await key.Report("r-attacker", "u-attacker", 0.4);
        var version = (await Detail(wrong)).Int("version");

        var risky = await server.Payments.Burst("u-victim", ids);
        Assert.Contains(ids[^1], risky);
        var right = (await Eventually.Is(
            () => server.OpenCaseOf("u-victim"),
            one => one.ValueKind == JsonValueKind.Object && one.Int("transaction_count") == risky.Count)).Text("id");

        var left = await Detail(wrong);
        Assert.Equal("r-attacker", Assert.Single(left.List("transactions")).Text("transaction_id"));
        Assert.Equal((1, "r-attacker"), (left.Int("transaction_count"), left.Text("transaction_id")));
        Assert.Equal(0.4, left.GetProperty("risk").GetDouble());
        Assert.True(left.Int("version") > version);
        Assert.Equal(right, (await server.Admin.GetJson($"/api/transactions/{ids[^1]}")).Text("case_id"));
        Assert.Equal(JsonValueKind.Number, Payment(await Detail(right), ids[^1]).GetProperty("amount_minor").ValueKind);
        Assert.Contains($"gate moved_out {ids[^1]} > {right}", await server.HistoryOf(wrong));
        Assert.Contains($"gate moved_in {wrong} > {ids[^1]}", await server.HistoryOf(right));
        Assert.Contains($"gate case.moved_out {ids[^1]} > {right}", await server.AuditOf(wrong));
        Assert.Contains($"gate case.moved_in {wrong} > {ids[^1]}", await server.AuditOf(right));
    }

    [Fact]
    public async Task A_case_whose_only_payment_moves_stays_open_without_one()
    {
        var key = await server.NamedMachine("first-3", "cases");
        var ids = Ids("u-victim-2");
        var wrong = (await key.Report(ids[^1], "u-attacker-2", 0.99)).Text("id");

        Assert.Contains(ids[^1], await server.Payments.Burst("u-victim-2", ids));

        var left = await Detail(wrong, one => one.Int("transaction_count") == 0);
        Assert.Equal(("OPEN", ""), (left.Text("status"), left.Text("transaction_id")));
        Assert.Empty(left.List("transactions"));
        Assert.Equal(JsonValueKind.Null, left.GetProperty("risk").ValueKind);
        var closed = await server.Close(left, "FALSE_POSITIVE");
        Assert.Equal("FALSE_POSITIVE", closed.Text("status"));
    }

    [Fact]
    public async Task An_alert_that_comes_again_changes_nothing()
    {
        await using var own = await TollgateServer.Start(model: true);
        var key = await own.NamedMachine("first-4", "cases");
        var ids = Ids("u-twice");
        var caseId = (await key.Report(ids[^1], "u-twice")).Text("id");
        var risky = await own.Payments.Burst("u-twice", ids);
        await Eventually.Is(() => own.OpenCaseOf("u-twice"), one => one.Int("transaction_count") == risky.Count
            && one.GetProperty("amount_minor").ValueKind == JsonValueKind.Number);
        await own.Stop();
        await using (var db = Tollgate.Server.Storage.Database.Open(own.Settings))
        {
            await db.Set<Checkpoint>().Where(row => row.Name == Checkpoint.Cases).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Position, 0), TestContext.Current.CancellationToken);
        }
        await own.StartAgain();
        var before = (await own.Admin.ReadCase(caseId)).ETag;
        await Eventually.Is(() => own.Admin.Get("/health/ready"), answer => answer.IsSuccess);

        Assert.Equal(before, (await own.Admin.ReadCase(caseId)).ETag);
    }

    /// <summary>Of a burst whose last payment is risky for certain.</summary>
    static List<string> Ids(string user) =>
        [.. Enumerable.Range(0, 6).Select(i => $"t-{user}-{i}-{Guid.NewGuid():N}"[..30])];

    static JsonElement Payment(JsonElement detail, string id) =>
        detail.List("transactions").Single(one => one.Text("transaction_id") == id);

    Task<JsonElement> Detail(string caseId, Func<JsonElement, bool>? isSo = null) => Eventually.Is(
        async () => (await server.Admin.ReadCase(caseId)).Detail, isSo ?? (_ => true));
}
