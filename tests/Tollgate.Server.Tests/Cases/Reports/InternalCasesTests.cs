using Tollgate.Server.Cases.Queries;
using Tollgate.Server.Tests.Live;

namespace Tollgate.Server.Tests.Cases.Reports;

public sealed class InternalCasesTests(TrainedServer trained)
{
    readonly TollgateServer server = trained.Server;

    [Fact]
    public async Task A_reported_payment_opens_a_case_once()
    {
        var key = await server.NamedMachine("rules-engine", "cases");
        var report =
            new
            {
                transaction_id = "r-1",
                user_id = "u-reported",
                risk = 0.9,
                reasons = new object[] { "Stolen goods list", new { code = "list", text = "On a list" } },
                note = "See ticket 7",
            };

        var first = await Send(key, report);
        Assert.Equal(HttpStatusCode.Created, first.Status);
        var made = first.Json;
        Assert.Equal("rules-engine", made.Text("source"));
        Assert.Equal("review", made.Text("decision"));
        Assert.Equal(JsonValueKind.Null, made.GetProperty("amount_minor").ValueKind);
        Assert.Equal(["Stolen goods list", "On a list"], made.List("reasons").Select(reason => reason.Text("text")));

        var second = await Send(key, report);
        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.Equal(made.Text("id"), second.Text("id"));
        var other = await Send(key, report with { user_id = "u-other" });
        Assert.Equal(HttpStatusCode.Conflict, other.Status);

        var (detail, _) = await server.Admin.ReadCase(made.Text("id"));
        Assert.Equal("See ticket 7", Assert.Single(detail.List("comments")).Text("text"));
        var closed = await server.Close(made, "CONFIRMED_FRAUD");
        Assert.Equal("CONFIRMED_FRAUD", closed.Text("status"));
    }

    [Fact]
    public async Task What_the_gate_never_saw_of_a_reported_payment_is_null_in_the_shapes_of_list_detail_and_feed()
    {
        await using var live = await LiveStream.Open(server.Admin);
        var key = await server.NamedMachine("rules-unknown", "cases");
        var answer = await Send(key, new { transaction_id = "r-unknown", user_id = "u-unknown" });

        var made = DocumentedShape.Read<CaseSummary>(answer.Json);
        var page = DocumentedShape.Read<CasePage>(await server.Admin.GetJson("/api/cases?entity=user:u-unknown"));
        var detail = DocumentedShape.Read<CaseDetailResponse>((await server.Admin.ReadCase(made.Id.ToString())).Detail);
        var shown = await live.Next("case", one => one.Text("user_id") == "u-unknown");

        Assert.All(
            [made, Assert.Single(page.Items), detail, DocumentedShape.Read<CaseSummary>(shown!.Value.Data)],
            one => Assert.Equal((null, null, null), (one.AmountMinor, one.Currency, one.Risk)));
        Assert.Empty(detail.Evidence);
        var payment = Assert.Single(detail.Transactions);
        Assert.Equal(
            (null, null, null, null),
            (payment.EventTime, payment.AmountMinor, payment.Currency, payment.MerchantId));
    }

    [Fact]
    public async Task A_report_of_a_known_payment_joins_its_users_open_case()
    {
        var key = await server.NamedMachine("rules-2", "cases");
        var (id, user) = server.Payments.Past;
        var found = await server.CaseOf(user);

        var answer = await Send(key, new { transaction_id = id, user_id = user, risk = 0.5 });

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(found.Text("id"), answer.Text("id"));
        var (detail, _) = await server.Admin.ReadCase(found.Text("id"));
        var payment = detail.List("transactions").Single(one => one.Text("transaction_id") == id);
        Assert.Equal(0.5, payment.GetProperty("risk").GetDouble());
        Assert.Equal(JsonValueKind.Number, payment.GetProperty("amount_minor").ValueKind);
        Assert.Equal("gate", detail.Text("source"));
        Assert.Equal(
            HttpStatusCode.Conflict, (await Send(key, new { transaction_id = id, user_id = "u-not" })).Status);
    }

    [Fact]
    public async Task A_report_needs_the_scope_and_a_nonce_that_is_new()
    {
        var key = await server.NamedMachine("rules-3", "cases");
        var report = new { transaction_id = "r-3", user_id = "u-nonce" };
        var nonce = "nonce-" + Guid.NewGuid().ToString("N");

        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(key, report, nonce: "")).Status);
        Assert.Equal(HttpStatusCode.Created, (await Send(key, report, nonce)).Status);
        var replayed = await Send(key, report, nonce);
        Assert.Equal(HttpStatusCode.Unauthorized, replayed.Status);
        Assert.Equal("replayed", replayed.Problem.Code);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(key with { Secret = new byte[32] }, report)).Status);
        var reader = await server.NamedMachine("reader", "read");
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(reader, report)).Status);
    }

    [Theory]
    [InlineData("""{"transaction_id":"","user_id":"u"}""", "transaction_id")]
    [InlineData("""{"transaction_id":"t"}""", "user_id")]
    [InlineData("""{"transaction_id":"t","user_id":"u","risk":1.5}""", "risk")]
    [InlineData("""{"transaction_id":"t","user_id":"u","note":""}""", "note")]
    [InlineData("""{"transaction_id":"t","user_id":"u","reasons":[""]}""", "reasons")]
    [InlineData("""{"transaction_id":"t","user_id":"u","extra":1}""", "extra")]
    public async Task A_wrong_report_is_refused_by_its_field(string body, string field)
    {
        var key = await server.NamedMachine("rules-4", "cases");

        var answer = await Send(key, JsonSerializer.Deserialize<JsonElement>(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer["errors"].TryGetProperty(field, out _));
    }

    static Task<Answer> Send(Machine key, object report, string? nonce = null)
    {
        nonce ??= Guid.NewGuid().ToString("N");
        return key.Post("/internal/cases", JsonSerializer.SerializeToUtf8Bytes(report), nonce: nonce);
    }
}
