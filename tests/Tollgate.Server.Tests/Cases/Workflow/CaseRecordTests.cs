using Tollgate.Server.Tests.Live;

namespace Tollgate.Server.Tests.Cases.Workflow;

/// <summary>What is written down about cases, and in what order it is told.</summary>
public sealed class CaseRecordTests(TrainedServer trained)
{
    readonly TollgateServer server = trained.Server;

    [Fact]
    public async Task Payments_that_join_a_case_write_its_history_and_its_audit()
    {
        var found = await server.CaseOf("u-joined", 3);
        var before = found.Int("transaction_count");
        var risky = await server.Payments.Burst("u-joined", 3, merchant: "m-joining");
        var after = await Eventually.Is(
            () => server.OpenCaseOf("u-joined"), one => one.Int("transaction_count") == before + risky.Count);

        var id = after.Text("id");
        Assert.StartsWith("gate opened", (await server.HistoryOf(id))[0]);
        var joined = (await server.HistoryOf(id)).FindAll(line => line.StartsWith("gate joined"));
        Assert.EndsWith($" > {before + risky.Count}", joined[^1]);
        Assert.Equal(
            joined.ConvertAll(line => line.Replace("joined", "case.joined")),
            (await server.AuditOf(id)).FindAll(line => line.StartsWith("gate case.joined")));
    }

    [Fact]
    public async Task An_export_is_audited_with_what_was_asked_for_and_without_a_card_number()
    {
        var lead = await server.As("lead", "exporting-lead");

        (await lead.Get("/api/cases/export?status=OPEN&text=4111111111111111")).EnsureSuccess();
        Assert.Equal(HttpStatusCode.BadRequest, (await lead.Get("/api/cases/export?status=NOT")).Status);

        var entry = await server.Database(db => db.AuditEntries.SingleAsync(
            one => one.Actor == "user:exporting-lead" && one.Action.StartsWith("cases.")));
        Assert.Equal(("cases.exported", "cases"), (entry.Action, entry.Object));
        Assert.Equal("status=OPEN&text=(a card number)", entry.To);
    }

    [Fact]
    public async Task The_live_feed_tells_the_versions_of_a_case_in_their_order()
    {
        const int changes = 40;
        var found = await server.CaseOf("u-order", 2);
        var id = found.Text("id");
        var (_, tag) = await server.Admin.ReadCase(id);
        Assert.Equal(tag, $"\"{found.Int("version")}\"");
        await using var live = await LiveStream.Open(server.Admin);
        Assert.NotNull(await live.Next("heartbeat"));

        await Task.WhenAll(Enumerable.Range(0, changes).Select(
            i => server.Admin.PatchCase(id, new { assignee = i % 2 == 0 ? "admin" : null }, "*")));
        var last = (await server.Admin.ReadCase(id)).Detail.Int("version");

        var seen = new List<int>();
        while (seen.Count == 0 || seen[^1] < last)
            seen.Add((await live.Next("case", one => one.Text("id") == id))!.Value.Data.Int("version"));
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(Enumerable.Range(found.Int("version") + 1, seen.Count), seen);
    }
}
