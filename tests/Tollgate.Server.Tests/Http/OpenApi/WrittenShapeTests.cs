using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Labels;
using Tollgate.Server.Access.Sessions;
using Tollgate.Server.Decisions;
using Tollgate.Server.Http;
using Tollgate.Server.Labels;
using Tollgate.Server.Tests.Support;
using Tollgate.Server.Transactions;

namespace Tollgate.Server.Tests.Http.OpenApi;

/// <summary>What the server writes by hand, read as the shape that the API's description shows.</summary>
public sealed class WrittenShapeTests(CaseServer server)
{
    [Fact]
    public async Task A_decision_is_answered_in_its_shape()
    {
        var approved = Payments.Some("shape-approved", "u-shape");
        var plain = DocumentedShape.Read<DecisionResponse>(await Post("/api/decisions", approved));
        Assert.Null(plain.Features);
        Assert.NotNull(plain.Risk);

        var full = DocumentedShape.Read<DecisionResponse>(await Post("/api/decisions?explain=full", approved));
        Assert.NotEmpty(full.Features!);
        Assert.NotEmpty(full.Reasons);
    }

    [Fact]
    public async Task A_risky_decision_is_answered_in_its_shape()
    {
        var risky = (await server.Payments.Burst("u-shape-risky", 3))[0];
        var found = DocumentedShape.Read<TransactionResponse>(await Get($"/api/transactions/{risky}"));

        Assert.NotEqual(DecisionKind.Approve, found.Decision.Decision);
        Assert.NotEmpty(found.Decision.Reasons);
    }

    [Fact]
    public async Task A_batch_is_answered_line_by_line_in_its_shapes()
    {
        var good = Encoding.UTF8.GetString(Payments.Some("shape-batch", "u-shape"));
        var lines = (await Post(
            "/api/decisions/batch", Encoding.UTF8.GetBytes(good + "\n{\"transaction_id\":\"shape-bad\"}\n{\n"),
            "application/x-ndjson")).Split('\n');

        Assert.Equal("shape-batch", DocumentedShape.Read<DecisionResponse>(lines[0]).TransactionId);
        var bad = DocumentedShape.Read<BatchErrorResponse>(lines[1]);
        Assert.Equal((2, "shape-bad", 400), (bad.Line, bad.TransactionId, bad.Error.Status));
        Assert.NotEmpty(bad.Error.Errors!);
        Assert.Null(DocumentedShape.Read<BatchErrorResponse>(lines[2]).TransactionId);
    }

    [Fact]
    public async Task A_payment_with_all_fields_and_its_labels_are_answered_in_their_shapes()
    {
        var payment = JsonNode.Parse(Payments.Some("shape-whole", "u-shape"))!.AsObject();
        payment["ip"] = "192.0.2.7";
        payment["email_id"] = "e-7";
        payment["attributes"] = new JsonObject { ["terminal"] = "T7", ["tries"] = 2, ["share"] = 0.25, ["new"] = true };
        await Post("/api/decisions", Encoding.UTF8.GetBytes(payment.ToJsonString()));
        var labels = DocumentedShape.Read<LabelsResponse>(await Post("/api/labels", """
            [{"transaction_id":"shape-whole","label":"fraud"},{"transaction_id":"shape-none","label":"fraud"},7]
            """u8.ToArray()));
        Assert.Equal(1, labels.Accepted);
        Assert.Equal([(1, "shape-none"), (2, null)], labels.Rejected.Select(one => (one.Index, one.TransactionId)));

        var whole = DocumentedShape.Read<TransactionResponse>(await Get("/api/transactions/shape-whole?explain=full"));

        Assert.Equal(4, whole.Transaction.Attributes!.Count);
        Assert.Equal("d-u-shape", whole.Transaction.DeviceId);
        Assert.NotEmpty(whole.Decision.Features!);
        Assert.Equal(LabelKind.Fraud, Assert.Single(whole.Labels).Label);
    }

    [Theory]
    [InlineData("/api/cases?limit=0", "invalid")]
    [InlineData("/api/cases/01900000-0000-7000-8000-000000000000", "not_found")]
    [InlineData("/api/nothing", "not_found")]
    public async Task A_problem_is_answered_in_its_shape(string path, string code)
    {
        var problem = DocumentedShape.Read<ProblemResponse>(await Get(path));

        Assert.Equal("urn:tollgate:problem:" + code, problem.Type);
    }

    [Fact]
    public async Task A_refused_token_is_answered_in_its_shape()
    {
        using var client = server.Client();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "nothing")]);
        using var answer = await client.PostAsync("/api/token", form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var refused = DocumentedShape.Read<TokenErrorResponse>(await answer.Content.ReadAsStringAsync());
        Assert.Equal("unsupported_grant_type", refused.Error);
    }

    [Theory]
    [InlineData("late")]
    [InlineData("risk")]
    [InlineData("reasons")]
    public async Task A_field_that_is_renamed_on_one_side_is_noticed(string field)
    {
        var decision = JsonNode.Parse(
            await Post("/api/decisions", Payments.Some("shape-renamed-" + field, "u-shape")))!.AsObject();
        decision[field + "_now"] = decision[field]!.DeepClone();
        Assert.Throws<JsonException>(() => DocumentedShape.Read<DecisionResponse>(decision.ToJsonString()));
        decision.Remove(field + "_now");
        decision.Remove(field);
        Assert.Throws<JsonException>(() => DocumentedShape.Read<DecisionResponse>(decision.ToJsonString()));
    }

    Task<string> Get(string path) => server.Admin.GetAsync(path).ContinueWith(
        answer => answer.Result.Content.ReadAsStringAsync(), TaskScheduler.Default).Unwrap();

    async Task<string> Post(string path, byte[] body, string type = "application/json")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await server.Admin.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return text;
    }
}
