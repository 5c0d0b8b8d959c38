using Tollgate.Server.Cases.Workflow;
using Tollgate.Server.Labels;

namespace Tollgate.Server.Tests.Labels;

public sealed class BigCaseLabelTests
{
    const int Count = 950;

    [Fact]
    public async Task A_case_of_many_payments_labels_each_but_those_labelled_by_hand_and_those_that_joined_later()
    {
        await using var server = await TollgateServer.Start();
        var key = await server.Machine("decide", "cases");
        var lines = Enumerable.Range(1, Count + 1).Select(
            i => Some.Payment(BigCase.PaymentOf("u-big", i), "u-big").ToJsonString(JsonSerializerOptions.Default));
        foreach (var part in lines.Chunk(500))
            (await key.Batch(string.Join('\n', part))).EnsureSuccess();
        var id = await server.Put("u-big", Count);
        var byHand = BigCase.PaymentOf("u-big", 17);
        (await server.Admin.Post("/api/labels", new { transaction_id = byHand, label = "genuine" })).EnsureSuccess();

        var closed = await server.Admin.PatchCase(id, new { status = "CONFIRMED_FRAUD" }, "*");
        Assert.All(closed.Json.List("transactions"), one => Assert.Equal("fraud", one.Text("label")));
        (await server.Admin.PatchCase(id, new { status = "OPEN" }, "*")).EnsureSuccess();
        await key.Report(BigCase.PaymentOf("u-big", Count + 1), "u-big");
        await Eventually.Is(() => server.Database(db => db.Set<OwedLabels>().CountAsync()), count => count == 0);

        var labels = new Dictionary<string, string?>();
        for (string? cursor = $"{int.MaxValue}"; cursor is not null;)
        {
            var page = await server.Admin.GetJson($"/api/cases/{id}/transactions?limit=200&cursor={cursor}");
            foreach (var one in page.List("items"))
                labels[one.Text("transaction_id")] = one.Text("label");
            cursor = page.GetProperty("next_cursor").GetString();
        }
        Assert.Equal(Count + 1, labels.Count);
        Assert.Null(labels[BigCase.PaymentOf("u-big", Count + 1)]);
        Assert.Equal("genuine", labels[byHand]);
        Assert.Equal(Count - 1, labels.Values.Count(label => label == "fraud"));
    }

    [Fact]
    public async Task Closing_owes_one_row_however_many_payments_the_case_has_and_a_restart_works_it_off()
    {
        await using var server = await TollgateServer.Start();
        var id = await server.Put("u-owing", Count);
        await server.Stop();
        // What the database holds when the process dies behind the commit that closed the case.
        await using (var db = Tollgate.Server.Storage.Database.Open(server.Settings))
        {
            var found = await db.Cases.SingleAsync(TestContext.Current.CancellationToken);
            (found.Status, found.ClosedAt) = (CaseStatus.ConfirmedFraud, found.OpenedAt);
            await CaseLabels.Owe(db, found, "admin", TestContext.Current.CancellationToken);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            Assert.Equal(1, await db.Set<OwedLabels>().CountAsync(TestContext.Current.CancellationToken));
        }

        await server.StartAgain();

        await Eventually.Is(() => server.Database(db => db.Set<OwedLabels>().CountAsync()), count => count == 0);
        // The gate knows none of them yet.
        Assert.Equal(Count, await server.Database(db => db.Set<OutboxLabel>().CountAsync()));
    }
}
