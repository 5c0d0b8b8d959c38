using System.Buffers.Text;

namespace Tollgate.Server.Tests.Cases.Queries;

public sealed class CursorTests(TrainedServer trained)
{
    const string Id = "01933333000070008000000000000001";

    readonly TollgateServer server = trained.Server;

    [Theory]
    [InlineData("risk", "NaN")]
    [InlineData("risk", "-NaN")]
    [InlineData("risk", "Infinity")]
    [InlineData("risk", "-Infinity")]
    [InlineData("risk", "∞")]
    [InlineData("risk", "1e999")]
    [InlineData("risk", "-1e999")]
    [InlineData("risk", "2")]
    [InlineData("risk", "")]
    [InlineData("risk", "0x1")]
    [InlineData("amount", "NaN")]
    [InlineData("amount", "1.5")]
    [InlineData("amount", "9223372036854775808")]
    [InlineData("newest", "NaN")]
    [InlineData("newest", "-9223372036854775809")]
    [InlineData("oldest", "Infinity")]
    public async Task A_value_that_is_no_number_of_the_sort_is_refused_by_the_name_of_the_cursor(
        string sort, string value)
    {
        var number = sort switch { "newest" => 0, "oldest" => 1, "risk" => 2, _ => 3 };

        await Refuses($"/api/cases?sort={sort}&cursor={Cursor($"{number}|{value}|{Id}")}");
        await Refuses($"/api/cases?sort={sort}&count=true&cursor={Cursor($"{number}|{value}|{Id}")}");
        await Refuses($"/api/cases/export?sort={sort}&cursor={Cursor($"{number}|{value}|{Id}")}");
    }

    [Theory]
    [InlineData("2|0.5|no id")]
    [InlineData("2|0.5")]
    [InlineData("9|0.5|01933333000070008000000000000001")]
    [InlineData("|||")]
    [InlineData("")]
    public async Task A_cursor_of_other_parts_is_refused_by_its_name(string parts) =>
        await Refuses($"/api/cases?sort=risk&cursor={(parts.Length == 0 ? "====" : Cursor(parts))}");

    [Theory]
    [InlineData("NaN")]
    [InlineData("-1")]
    [InlineData("9223372036854775808")]
    [InlineData("1e3")]
    [InlineData("x")]
    public async Task The_cursor_of_the_audit_log_is_a_whole_number(string cursor) =>
        await Refuses($"/api/audit?cursor={cursor}");

    [Fact]
    public async Task The_cursor_of_a_page_leads_to_the_next_one()
    {
        foreach (var user in new[] { "cursor-1", "cursor-2", "cursor-3" })
            await server.CaseOf(user, 2);
        var seen = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await server.Admin.GetJson($"/api/cases?text=cursor-&sort=risk&limit=1&cursor={next}");
            seen.AddRange(page.List("items").Select(item => item.Text("user_id")));
            next = page.GetProperty("next_cursor").GetString();
        }
        Assert.Equal(["cursor-1", "cursor-2", "cursor-3"], seen.Order());
    }

    async Task Refuses(string path)
    {
        var answer = await server.Admin.Get(path);
        Assert.Equal((400, "invalid"), answer.Problem);
        Assert.True(answer["errors"].TryGetProperty("cursor", out _), answer.Body);
    }

    static string Cursor(string parts) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(parts));
}
