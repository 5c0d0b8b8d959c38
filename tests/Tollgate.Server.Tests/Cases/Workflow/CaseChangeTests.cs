namespace Tollgate.Server.Tests.Cases.Workflow;

public sealed class CaseChangeTests(TrainedServer trained)
{
    readonly TollgateServer server = trained.Server;

    [Fact]
    public async Task A_change_needs_the_ETag_of_what_was_read()
    {
        var id = (await server.CaseOf("u-etag")).Text("id");
        var (_, first) = await server.Admin.ReadCase(id);

        Assert.Equal((HttpStatusCode)428, (await server.Admin.PatchCase(id, new { assignee = "admin" }, null)).Status);
        var changed = await server.Admin.PatchCase(id, new { assignee = "admin" }, first);
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.NotEqual(first, changed.Headers.ETag!.ToString());
        var stale = await server.Admin.PatchCase(id, new { status = "CONFIRMED_FRAUD" }, first);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Equal("changed", stale.Problem.Code);
        Assert.Equal(
            HttpStatusCode.PreconditionFailed,
            (await server.Admin.PatchCase(id, new { assignee = "admin" }, "W/" + changed.Headers.ETag)).Status);

        var (after, tag) = await server.Admin.ReadCase(id);
        Assert.Equal(changed.Headers.ETag.ToString(), tag);
        Assert.Equal("OPEN", after.Text("status"));
        Assert.Equal("admin", after.Text("assignee"));
    }

    [Fact]
    public async Task A_payment_that_joins_changes_the_ETag()
    {
        var id = (await server.CaseOf("u-join")).Text("id");
        var (before, tag) = await server.Admin.ReadCase(id);
        await server.Payments.Burst("u-join", 3, merchant: "m-later");
        await Eventually.Is(() =>
            server.OpenCaseOf("u-join"), one => one.Int("transaction_count") > before.Int("transaction_count"));

        var answer = await server.Admin.PatchCase(id, new { status = "FALSE_POSITIVE" }, tag);

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.Status);
    }

    [Fact]
    public async Task A_closed_case_opens_again_but_changes_its_verdict_only_through_open()
    {
        var found = await server.CaseOf("u-transition");
        var closed = await server.Close(found, "CONFIRMED_FRAUD");
        Assert.NotEqual(JsonValueKind.Null, closed.GetProperty("closed_at").ValueKind);
        var (_, tag) = await server.Admin.ReadCase(found.Text("id"));

        var sideways = await server.Admin.PatchCase(found.Text("id"), new { status = "FALSE_POSITIVE" }, tag);
        Assert.Equal(HttpStatusCode.Conflict, sideways.Status);
        Assert.Equal("illegal_transition", sideways.Problem.Code);

        var opened = (await server.Admin.PatchCase(found.Text("id"), new { status = "OPEN" }, tag)).Json;
        Assert.Equal("OPEN", opened.Text("status"));
        Assert.Equal(JsonValueKind.Null, opened.GetProperty("closed_at").ValueKind);
        Assert.Equal(
            ["opened/OPEN", "status/CONFIRMED_FRAUD", "status/OPEN"],
            opened.List("history").Select(line => $"{line.Text("action")}/{line.Text("to")}"));
    }

    [Fact]
    public async Task A_case_does_not_open_again_beside_another_open_one()
    {
        var first = await server.CaseOf("u-both");
        await server.Close(first, "FALSE_POSITIVE");
        await server.CaseOf("u-both");
        var (_, tag) = await server.Admin.ReadCase(first.Text("id"));

        var answer = await server.Admin.PatchCase(first.Text("id"), new { status = "OPEN" }, tag);

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("open_case_exists", answer.Problem.Code);
    }

    [Theory]
    [InlineData("""{"status":"CLOSED"}""", "status")]
    [InlineData("""{"status":1}""", "status")]
    [InlineData("""{"assignee":"nobody-here"}""", "assignee")]
    [InlineData("""{"owner":"admin"}""", "owner")]
    [InlineData("{}", "status")]
    public async Task A_wrong_change_is_refused_by_its_field(string body, string field)
    {
        var id = (await server.CaseOf("u-wrong")).Text("id");

        var answer = await server.Admin.PatchCase(id, JsonSerializer.Deserialize<JsonElement>(body), "*");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(
            answer["errors"].TryGetProperty(field, out _), answer.Body);
    }

    [Fact]
    public async Task An_auditor_reads_and_changes_nothing()
    {
        var id = (await server.CaseOf("u-audited")).Text("id");
        var auditor = await server.As("auditor", "case-auditor");

        var (_, tag) = await auditor.ReadCase(id);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PatchCase(id, new { assignee = "admin" }, tag)).Status);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await auditor.Post($"/api/cases/{id}/comments", new { text = "seen" })).Status);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await auditor.Post("/api/cases/bulk", new { ids = new[] { id }, assignee = "admin" })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Http.Get($"/api/cases/{id}")).Status);
    }

    [Fact]
    public async Task Comments_are_kept_and_audited_without_their_text()
    {
        var id = (await server.CaseOf("u-comment")).Text("id");
        var (_, before) = await server.Admin.ReadCase(id);

        var answer = await
            server.Admin.Post($"/api/cases/{id}/comments", new { text = " Called the holder: secret-word " });
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await server.Admin.Post($"/api/cases/{id}/comments", new { text = "  " })).Status);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await server.Admin.Post($"/api/cases/{id}/comments", new { text = new string('x', 4001) })).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await server.Admin.Post($"/api/cases/{Guid.NewGuid()}/comments", new { text = "x" })).Status);

        var (detail, after) = await server.Admin.ReadCase(id);
        var comment = Assert.Single(detail.List("comments"));
        Assert.Equal("Called the holder: secret-word", comment.Text("text"));
        Assert.Equal("admin", comment.Text("author"));
        Assert.Equal(before, after);
        var entries = await server.Database(
            db => db.AuditEntries.Where(entry => entry.Object == "case:" + id).ToListAsync());
        Assert.Contains(entries, entry => entry.Action == "case.commented" && entry.Actor == "user:admin");
        Assert.DoesNotContain(
            entries, entry => $"{entry.From}{entry.To}".Contains("secret-word", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_change_is_audited()
    {
        var id = (await server.CaseOf("u-trail")).Text("id");
        await server.Admin.PatchCase(id, new { status = "CONFIRMED_FRAUD", assignee = "ADMIN" }, "*");

        var entries = await server.Database(db => db.AuditEntries
            .Where(entry => entry.Object == "case:" + id).OrderBy(entry => entry.Id).ToListAsync());

        Assert.Equal(
            [
                "gate case.opened  > OPEN",
                "user:admin case.status_changed OPEN > CONFIRMED_FRAUD",
                "user:admin case.assigned  > admin",
            ],
            entries.Select(entry => $"{entry.Actor} {entry.Action} {entry.From} > {entry.To}"));
    }

    [Fact]
    public async Task A_bulk_change_answers_for_each_case()
    {
        var one = (await server.CaseOf("u-bulk-1")).Text("id");
        var two = (await server.CaseOf("u-bulk-2")).Text("id");
        var none = Guid.NewGuid().ToString();
        await server.Admin.PatchCase(two, new { status = "CONFIRMED_FRAUD" }, "*");

        var answer = await
            server.Admin.Post("/api/cases/bulk", new { ids = new[] { one, two, none }, status = "FALSE_POSITIVE" });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal([200, 409, 404], answer.Json.List("results").Select(result => result.Int("status")));
        Assert.Equal("FALSE_POSITIVE", (await server.Admin.ReadCase(one)).Detail.Text("status"));
    }
}
