namespace Tollgate.Server.Tests.Http;

/// <summary>Card numbers do not come in by any door.</summary>
public sealed class CardNumberTests(TrainedServer trained)
{
    const string Number = "4111 1111 1111 1111";

    readonly TollgateServer server = trained.Server;

    [Theory]
    [InlineData("user_id", "\"4111111111111111\"")]
    [InlineData("transaction_id", "\"4111111111111111\"")]
    [InlineData("attributes", "{\"phone\":\"4111111111111111\"}", "attributes.phone")]
    [InlineData("card_number", "\"4111111111111111\"")]
    public async Task Of_a_payment_by_any_field_alone_and_in_a_batch(string field, string value, string? named = null)
    {
        var machine = await server.Machine("decide");
        var payment = Some.With(field, value);
        Refused(await machine.Decide(payment), named ?? field);
        var line = Assert.Single((await machine.Batch(payment)).Lines).GetProperty("error");
        Assert.True(line.GetProperty("errors").TryGetProperty(named ?? field, out _));
    }

    [Theory]
    [InlineData("transaction_id", """{"transaction_id":"4111111111111111","label":"fraud"}""")]
    [InlineData("source", """{"transaction_id":"t","label":"fraud","source":"4111 1111 1111 1111"}""")]
    public async Task Of_a_label(string field, string json) =>
        Refused(await (await server.Machine("label")).Label(json), field);

    [Theory]
    [InlineData("transaction_id", """{"transaction_id":"4111111111111111","user_id":"u"}""")]
    [InlineData("user_id", """{"transaction_id":"t","user_id":"4111111111111111"}""")]
    [InlineData("note", """{"transaction_id":"t","user_id":"u","note":"He paid with 4111-1111-1111-1111."}""")]
    [InlineData("reasons", """{"transaction_id":"t","user_id":"u","reasons":["Stolen: 4111111111111111"]}""")]
    [InlineData("reasons", """
        {"transaction_id":"t","user_id":"u","reasons":[{"code":"4111111111111111","text":"a"}]}
        """)]
    public async Task Of_a_report(string field, string json)
    {
        var machine = await server.Machine("cases");
        var body = Encoding.UTF8.GetBytes(json);
        Refused(await machine.Post("/internal/cases", body, nonce: Guid.NewGuid().ToString("N")), field);
    }

    [Fact]
    public async Task Of_a_comment_a_user_and_a_key()
    {
        var found = (await server.CaseOf("u-card-number")).Text("id");
        Refused(await server.Admin.Post($"/api/cases/{found}/comments", new { text = $"Asked for {Number}." }), "text");
        var user = new { username = "4111-1111-1111-1111", password = "right horse", roles = new[] { "analyst" } };
        Refused(await server.Admin.Post("/api/users", user), "username");
        Refused(await server.Admin.Post("/api/keys", new { name = Number, scopes = new[] { "read" } }), "name");
    }

    static void Refused(Answer answer, string field)
    {
        Assert.Equal((400, "invalid"), answer.Problem);
        var message = answer["errors"].GetProperty(field)[0].GetString();
        Assert.Contains("card numbers do not belong in the gate: send a token instead", message);
    }
}
