namespace Tollgate.Server.Tests.Transactions;

public sealed class GetTransactionTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    readonly TollgateServer server = shared.Server;
    Machine client = null!;

    public async ValueTask InitializeAsync() => client = await server.Machine("decide", "read");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_transaction_is_readable_as_soon_as_it_is_answered_and_reads_as_it_was_sent()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var sent = Some.Payment(user: "u" + (i % 7));
            var answer = await client.Decide(sent.ToJsonString());

            var read = await client.Read(sent["transaction_id"]!.GetValue<string>());

            Assert.Equal(HttpStatusCode.OK, read.Status);
            Assert.Equal(answer.Body, read["decision"].GetRawText());
            Assert.Empty(read["labels"].EnumerateArray());
            foreach (var (name, value) in sent)
            {
                var expected = JsonDocument.Parse(value!.ToJsonString()).RootElement;
                Assert.True(JsonElement.DeepEquals(expected, read["transaction"].GetProperty(name)), name);
            }
        }));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("a?b#c")]
    [InlineData("ä 😀+")]
    [InlineData("a/../b")]
    public async Task Any_id_can_be_read(string id)
    {
        var answer = await client.Decide(Some.Payment(id).ToJsonString());
        Assert.Equal(HttpStatusCode.OK, answer.Status);

        var read = await client.Read(id);

        Assert.Equal(answer.Body, read["decision"].GetRawText());
    }

    [Fact]
    public async Task One_that_was_not_decided_is_404()
    {
        await client.Decide("{}");

        Assert.Equal(HttpStatusCode.NotFound, (await client.Read("nowhere")).Status);
    }

    [Fact]
    public async Task Reading_needs_the_scope_or_a_role_that_reads()
    {
        await client.Decide(Some.Payment("a").ToJsonString());
        var other = await server.Machine("decide", "label");
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Read("a")).Status);
        var unsigned = await server.Http.Get("/api/transactions/a");
        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Admin.Get("/api/transactions/a")).Status);
    }
}
