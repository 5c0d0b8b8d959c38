using Tollgate.Engine.Labels;
using Tollgate.Server.Labels;

namespace Tollgate.Server.Tests.Labels;

public sealed class CaseLabelTests(TrainedServer trained)
{
    readonly TollgateServer server = trained.Server;

    [Fact]
    public async Task Closing_labels_every_payment_and_closing_otherwise_labels_them_anew()
    {
        var found = await server.CaseOf("u-label", 8);
        var closed = await server.Close(found, "CONFIRMED_FRAUD");
        Assert.All(closed.List("transactions"), payment => Assert.Equal("fraud", payment.Text("label")));

        var open = (await server.Admin.PatchCase(found.Text("id"), new { status = "OPEN" }, "*")).Json;
        Assert.All(open.List("transactions"), payment => Assert.Equal("fraud", payment.Text("label")));

        var again = await server.Close(found, "FALSE_POSITIVE");
        Assert.All(again.List("transactions"), payment => Assert.Equal("genuine", payment.Text("label")));
        var read = await server.Admin.GetJson($"/api/transactions/{found.Text("transaction_id")}");
        Assert.Equal(["genuine", "fraud"], read.List("labels").Select(label => label.Text("label")));
        Assert.All(read.List("labels"), label => Assert.Equal("case:admin", label.Text("source")));
    }

    [Fact]
    public async Task A_payment_that_an_analyst_labelled_as_another_system_had_stays_as_it_is()
    {
        var found = await server.CaseOf("u-agreed", 6);
        var agreed = found.Text("transaction_id");
        var bank = await server.Machine("label");
        var said = await bank.Label($$"""{"transaction_id":"{{agreed}}","label":"fraud"}""");
        Assert.Equal(1, said["accepted"].GetInt32());
        var report = new { transaction_id = agreed, label = "fraud" };
        var byHand = await server.Admin.Post("/api/labels", report);
        Assert.Equal(1, byHand.Json.GetProperty("accepted").GetInt32());
        Assert.Equal(1, (await server.Admin.Post("/api/labels", report)).Json.GetProperty("unchanged").GetInt32());

        var closed = await server.Close(found, "FALSE_POSITIVE");

        Assert.All(closed.List("transactions"), payment =>
            Assert.Equal(payment.Text("transaction_id") == agreed ? "fraud" : "genuine", payment.Text("label")));
    }

    [Fact]
    public async Task A_payment_that_an_analyst_marked_otherwise_stays_as_it_is()
    {
        var found = await server.CaseOf("u-marked", 6);
        var marked = found.Text("transaction_id");
        var answer = await server.Admin.Post("/api/labels", new { transaction_id = marked, label = "genuine" });
        Assert.Equal(HttpStatusCode.OK, answer.Status);

        var closed = await server.Close(found, "CONFIRMED_FRAUD");

        Assert.All(closed.List("transactions"), payment =>
            Assert.Equal(payment.Text("transaction_id") == marked ? "genuine" : "fraud", payment.Text("label")));
    }

    [Fact]
    public async Task A_machine_that_calls_its_source_like_an_analyst_is_still_a_machine()
    {
        var found = await server.CaseOf("u-posing", 6);
        var labelled = found.Text("transaction_id");
        var bank = await server.NamedMachine("bank", "label");
        var taken = await bank.Label($$"""{"transaction_id":"{{labelled}}","label":"genuine","source":"admin"}""");
        Assert.Equal(1, taken["accepted"].GetInt32());

        var closed = await server.Close(found, "CONFIRMED_FRAUD");

        // Only what a person has labelled by hand stays as it is when a case is closed.
        Assert.All(closed.List("transactions"), payment => Assert.Equal("fraud", payment.Text("label")));
        var read = await server.Admin.GetJson($"/api/transactions/{labelled}");
        Assert.Equal(["case:admin", "machine:admin"], read.List("labels").Select(label => label.Text("source")));
    }

    [Fact]
    public async Task Labels_owed_when_the_process_died_are_written_at_the_next_start()
    {
        await using var own = await TollgateServer.Start(model: true);
        var found = await own.CaseOf("u-owed", 6);
        var (detail, _) = await own.Admin.ReadCase(found.Text("id"));
        await own.Stop();
        // What the database holds when the process dies behind the commit and before the log.
        await using (var db = Tollgate.Server.Storage.Database.Open(own.Settings))
        {
            foreach (var payment in detail.List("transactions"))
            {
                db.Add(new OutboxLabel
                {
                    TransactionId = payment.Text("transaction_id"),
                    Label = LabelKind.Fraud,
                    ReportedAt = TimeProvider.System.GetUtcNow(),
                    Source = LabelSource.Case("admin"),
                });
            }
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await own.StartAgain();

        var after = await Eventually.Is(
            async () => (await own.Admin.ReadCase(found.Text("id"))).Detail,
            one => one.List("transactions").All(
                payment => payment.GetProperty("label").ValueKind == JsonValueKind.String));
        Assert.All(after.List("transactions"), payment => Assert.Equal("fraud", payment.Text("label")));
        Assert.Equal(0, await own.Database(db => db.Set<OutboxLabel>().CountAsync()));
    }
}
