using System.Text.Json.Nodes;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Labels;
using Tollgate.Server.Access.Sessions;
using Tollgate.Server.Decisions;
using Tollgate.Server.Http;
using Tollgate.Server.Labels;
using Tollgate.Server.Transactions;

namespace Tollgate.Server.Tests.Http.OpenApi;

/// <summary>What the server writes by hand, read as the shape that the API's description shows.</summary>
public sealed class WrittenShapeTests(TrainedServer trained)
{
    readonly TollgateServer server = trained.Server;

    [Fact]
    public async Task A_decision_has_its_shape()
    {
        var machine = await server.Machine("decide");
        var payment = Some.Payment().ToJsonString();
        var plain = DocumentedShape.Read<DecisionResponse>((await machine.Decide(payment)).EnsureSuccess().Body);
        Assert.NotNull(plain.Risk);
        Assert.Null(plain.Features);

        var again = await machine.Post("/api/decisions?explain=full", Encoding.UTF8.GetBytes(payment));
        var full = DocumentedShape.Read<DecisionResponse>(again.EnsureSuccess().Body);
        Assert.NotEmpty(full.Features!);
        Assert.NotEmpty(full.Reasons);
    }

    [Fact]
    public async Task A_risky_payment_has_its_shape()
    {
        var risky = (await server.Payments.Burst("u-shape-risky", 3))[0];

        var found = DocumentedShape.Read<TransactionResponse>(await server.Admin.GetJson($"/api/transactions/{risky}"));

        Assert.NotEqual(DecisionKind.Approve, found.Decision.Decision);
        Assert.NotEmpty(found.Decision.Reasons);
    }

    [Fact]
    public async Task Every_line_of_a_batch_has_one_of_its_shapes()
    {
        var machine = await server.Machine("decide");
        var good = Some.Payment("shape-batch").ToJsonString();

        var lines = (await machine.Batch(good + "\n{\"transaction_id\":\"shape-bad\"}\n{\n")).Lines.ToList();

        Assert.Equal("shape-batch", DocumentedShape.Read<DecisionResponse>(lines[0]).TransactionId);
        var bad = DocumentedShape.Read<BatchErrorResponse>(lines[1]);
        Assert.Equal((2, "shape-bad", 400), (bad.Line, bad.TransactionId, bad.Error.Status));
        Assert.NotEmpty(bad.Error.Errors!);
        Assert.Null(DocumentedShape.Read<BatchErrorResponse>(lines[2]).TransactionId);
    }

    [Fact]
    public async Task A_payment_with_all_fields_and_its_labels_have_their_shapes()
    {
        var machine = await server.Machine("decide", "label");
        var payment = Some.Payment("shape-whole");
        payment["ip"] = "192.0.2.7";
        payment["email_id"] = "e-7";
        (await machine.Decide(payment.ToJsonString())).EnsureSuccess();
        var labels = DocumentedShape.Read<LabelsResponse>((await machine.Label("""
            [{"transaction_id":"shape-whole","label":"fraud"},{"transaction_id":"shape-none","label":"fraud"},7]
            """)).Body);
        Assert.Equal(1, labels.Accepted);
        Assert.Equal([(1, "shape-none"), (2, null)], labels.Rejected.Select(one => (one.Index, one.TransactionId)));

        var whole = DocumentedShape.Read<TransactionResponse>(
            await server.Admin.GetJson("/api/transactions/shape-whole?explain=full"));

        Assert.Equal(3, whole.Transaction.Attributes!.Count);
        Assert.Equal("192.0.2.7", whole.Transaction.Ip);
        Assert.NotEmpty(whole.Decision.Features!);
        Assert.Equal(LabelKind.Fraud, Assert.Single(whole.Labels).Label);
    }

    [Theory]
    [InlineData("/api/cases?limit=0", "invalid")]
    [InlineData("/api/cases/01900000-0000-7000-8000-000000000000", "not_found")]
    [InlineData("/api/nothing", "not_found")]
    public async Task A_problem_has_its_shape(string path, string code)
    {
        var problem = DocumentedShape.Read<ProblemResponse>((await server.Admin.Get(path)).Body);

        Assert.Equal("urn:tollgate:problem:" + code, problem.Type);
    }

    [Fact]
    public async Task A_refused_token_has_its_shape()
    {
        var answer = await server.Http.PostForm("/api/token", ("grant_type", "nothing"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("unsupported_grant_type", DocumentedShape.Read<TokenErrorResponse>(answer.Body).Error);
    }

    [Theory]
    [InlineData("late")]
    [InlineData("risk")]
    [InlineData("reasons")]
    public async Task A_field_that_is_renamed_on_one_side_is_noticed(string field)
    {
        var machine = await server.Machine("decide");
        var decision = JsonNode.Parse((await machine.Decide(Some.Payment().ToJsonString())).Body)!.AsObject();
        decision[field + "_now"] = decision[field]!.DeepClone();
        Assert.Throws<JsonException>(() => DocumentedShape.Read<DecisionResponse>(decision.ToJsonString()));

        decision.Remove(field + "_now");
        decision.Remove(field);
        Assert.Throws<JsonException>(() => DocumentedShape.Read<DecisionResponse>(decision.ToJsonString()));
    }
}
