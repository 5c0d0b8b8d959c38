using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using Tollgate.Server.Access;
using Tollgate.Server.Access.Signing;
using Tollgate.Server.Cases;
using Tollgate.Server.Cases.Queries;
using Tollgate.Server.Tests.Live;
using Tollgate.Server.Tests.Support;

namespace Tollgate.Server.Tests.Cases.Reports;

public sealed class InternalCasesTests(CaseServer server)
{
    [Fact]
    public async Task A_reported_payment_opens_a_case_once()
    {
        var key = await Key("rules-engine", "cases");
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
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var made = await first.Json();
        Assert.Equal("rules-engine", made.Text("source"));
        Assert.Equal("review", made.Text("decision"));
        Assert.Equal(JsonValueKind.Null, made.GetProperty("amount_minor").ValueKind);
        Assert.Equal(["Stolen goods list", "On a list"], made.List("reasons").Select(reason => reason.Text("text")));

        var second = await Send(key, report);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(made.Text("id"), (await second.Json()).Text("id"));
        var other = await Send(key, report with { user_id = "u-other" });
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);

        var (detail, _) = await server.Admin.Read(made.Text("id"));
        Assert.Equal("See ticket 7", Assert.Single(detail.List("comments")).Text("text"));
        var closed = await server.Close(made, "CONFIRMED_FRAUD");
        Assert.Equal("CONFIRMED_FRAUD", closed.Text("status"));
    }

    [Fact]
    public async Task What_the_gate_never_saw_of_a_reported_payment_is_null_in_the_shapes_of_list_detail_and_feed()
    {
        await using var live = await LiveStream.Open(server.Admin);
        var key = await Key("rules-unknown", "cases");
        var answer = await Send(key, new { transaction_id = "r-unknown", user_id = "u-unknown" });

        var made = DocumentedShape.Read<CaseSummary>(await answer.Json());
        var page = DocumentedShape.Read<CasePage>(await server.Admin.GetJson("/api/cases?entity=user:u-unknown"));
        var detail = DocumentedShape.Read<CaseDetailResponse>((await server.Admin.Read(made.Id.ToString())).Detail);
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
        var key = await Key("rules-2", "cases");
        var (id, user) = server.Payments.Past;
        var found = await server.CaseOf(user);

        var answer = await Send(key, new { transaction_id = id, user_id = user, risk = 0.5 });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(found.Text("id"), (await answer.Json()).Text("id"));
        var (detail, _) = await server.Admin.Read(found.Text("id"));
        var payment = detail.List("transactions").Single(one => one.Text("transaction_id") == id);
        Assert.Equal(0.5, payment.GetProperty("risk").GetDouble());
        Assert.Equal(JsonValueKind.Number, payment.GetProperty("amount_minor").ValueKind);
        Assert.Equal("gate", detail.Text("source"));
        Assert.Equal(
            HttpStatusCode.Conflict, (await Send(key, new { transaction_id = id, user_id = "u-not" })).StatusCode);
    }

    [Fact]
    public async Task A_report_needs_the_scope_and_a_nonce_that_is_new()
    {
        var key = await Key("rules-3", "cases");
        var report = new { transaction_id = "r-3", user_id = "u-nonce" };
        var nonce = "nonce-" + Guid.NewGuid().ToString("N");

        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(key, report, nonce: "")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await Send(key, report, nonce)).StatusCode);
        var replayed = await Send(key, report, nonce);
        Assert.Equal(HttpStatusCode.Unauthorized, replayed.StatusCode);
        Assert.Equal("replayed", await replayed.Code());
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send((key.Id, new byte[32]), report)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(await Key("reader", "read"), report)).StatusCode);
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
        var answer = await Send(await Key("rules-4", "cases"), JsonSerializer.Deserialize<JsonElement>(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Json()).GetProperty("errors").TryGetProperty(field, out _));
    }

    async Task<(string Id, byte[] Secret)> Key(string name, string scope)
    {
        var made = await (await server.Admin.Post("/api/keys", new { name, scopes = new[] { scope } })).Json();
        return (made.Text("key_id"), Base64Url.DecodeFromChars(made.Text("secret")));
    }

    Task<HttpResponseMessage> Send((string Id, byte[] Secret) key, object report, string? nonce = null)
    {
        nonce ??= Guid.NewGuid().ToString("N");
        var body = JsonSerializer.SerializeToUtf8Bytes(report);
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString();
        var request =
            new HttpRequestMessage(HttpMethod.Post, "/internal/cases") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Tollgate-Key", key.Id);
        request.Headers.Add("X-Tollgate-Timestamp", time);
        if (nonce.Length > 0)
            request.Headers.Add("X-Tollgate-Nonce", nonce);
        request.Headers.Add(
            "X-Tollgate-Signature", RequestSignature.Sign(key.Secret, "POST", "/internal/cases", time, nonce, body));
        return server.Client().SendAsync(request);
    }
}
