using Tollgate.Server.Cases.Queries;

namespace Tollgate.Server.Tests.Cases.Queries;

public sealed class CasePagesTests(SharedServer shared) : IClassFixture<SharedServer>
{
    readonly TollgateServer server = shared.Server;

    [Fact]
    public async Task The_detail_holds_the_newest_fifty_payments_and_pages_lead_to_every_other_once()
    {
        var id = await server.Put("u-pages", 137);

        var (detail, _) = await server.Admin.ReadCase(id);

        var read = DocumentedShape.Read<CaseDetailResponse>(detail);
        Assert.Equal(137, read.TransactionCount);
        Assert.Equal(Numbers(137, 88), read.Transactions.Select(one => one.TransactionId));
        Assert.Equal(BigCase.PaymentOf("u-pages", 1), read.Severest!.TransactionId);
        var seen = new List<string>();
        for (var cursor = read.TransactionsCursor; cursor is not null;)
        {
            var page = DocumentedShape.Read<CaseTransactionPage>(
                await server.Admin.GetJson($"/api/cases/{id}/transactions?limit=30&cursor={cursor}"));
            Assert.Equal(137, page.Total);
            Assert.InRange(page.Items.Count, 1, 30);
            seen.AddRange(page.Items.Select(one => one.TransactionId));
            cursor = page.NextCursor;
        }
        Assert.Equal(Numbers(87, 1), seen);

        static IEnumerable<string> Numbers(int from, int to) =>
            Enumerable.Range(to, from - to + 1).Reverse().Select(i => BigCase.PaymentOf("u-pages", i));
    }

    [Fact]
    public async Task A_case_of_a_few_payments_has_no_cursors()
    {
        var (detail, _) = await server.Admin.ReadCase(await server.Put("u-few", 50));

        Assert.Equal(50, detail.List("transactions").Count());
        foreach (var name in new[] { "transactions_cursor", "comments_cursor", "history_cursor" })
            Assert.Equal(JsonValueKind.Null, detail.GetProperty(name).ValueKind);
    }

    [Theory]
    [InlineData("comments")]
    [InlineData("history")]
    public async Task Comments_and_history_come_by_pages_too_however_many_there_are(string part)
    {
        var id = await server.Put("u-talk-" + part, 1);
        for (var i = 0; i < 63; i++)
            (await server.Admin.Post($"/api/cases/{id}/comments", new { text = $"{i}" })).EnsureSuccess();

        var (detail, _) = await server.Admin.ReadCase(id);
        var seen = detail.List(part).Select(one => one.GetProperty("id").ToString()).Reverse().ToList();
        Assert.Equal(50, seen.Count);
        for (var cursor = detail.GetProperty(part + "_cursor").GetString(); cursor is not null;)
        {
            var page = await server.Admin.GetJson($"/api/cases/{id}/{part}?limit=5&cursor={cursor}");
            if (part == "comments")
                DocumentedShape.Read<CommentPage>(page);
            else
                DocumentedShape.Read<HistoryPage>(page);
            seen.AddRange(page.List("items").Select(one => one.GetProperty("id").ToString()));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        Assert.Equal(63, seen.Distinct().Count());
        Assert.Equal(63, seen.Count);
        var first = await server.Admin.GetJson($"/api/cases/{id}/{part}?limit=200");
        Assert.Equal(seen, first.List("items").Select(one => one.GetProperty("id").ToString()));
    }

    [Theory]
    [InlineData("transactions", "limit=0", "limit")]
    [InlineData("transactions", "limit=201", "limit")]
    [InlineData("transactions", "limit=NaN", "limit")]
    [InlineData("transactions", "cursor=NaN", "cursor")]
    [InlineData("transactions", "cursor=-1", "cursor")]
    [InlineData("transactions", "cursor=Infinity", "cursor")]
    [InlineData("transactions", "cursor=9223372036854775808", "cursor")]
    [InlineData("comments", "cursor=12", "cursor")]
    [InlineData("comments", "cursor=NaN", "cursor")]
    [InlineData("history", "cursor=%00", "cursor")]
    [InlineData("history", "cursor=1.5", "cursor")]
    public async Task A_wrong_parameter_of_a_page_is_refused_by_its_name(string part, string query, string parameter)
    {
        var id = await server.Put("u-wrong-page-" + Guid.NewGuid(), 1);

        var answer = await server.Admin.Get($"/api/cases/{id}/{part}?{query}");

        Assert.Equal((400, "invalid"), answer.Problem);
        Assert.True(answer["errors"].TryGetProperty(parameter, out _), answer.Body);
    }

    [Theory]
    [InlineData("transactions")]
    [InlineData("comments")]
    [InlineData("history")]
    public async Task Pages_need_a_case_and_a_reader(string part)
    {
        var path = $"/api/cases/{Guid.NewGuid()}/{part}";
        Assert.Equal((404, "not_found"), (await server.Admin.Get(path)).Problem);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Http.Get(path)).Status);
    }
}
