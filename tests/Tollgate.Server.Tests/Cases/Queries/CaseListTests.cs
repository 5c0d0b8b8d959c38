namespace Tollgate.Server.Tests.Cases.Queries;

/// <summary>
/// Lists the cases of the server that all tests share, so each test makes cases of users of its own and looks only at
/// those. Pages are read while cases are opened between them: a page may gain late ones, but never miss or repeat one.
/// </summary>
public sealed class CaseListTests(TrainedServer trained)
{
    readonly TollgateServer server = trained.Server;

    [Theory]
    [InlineData("newest")]
    [InlineData("oldest")]
    [InlineData("risk")]
    [InlineData("amount")]
    public async Task Pages_have_no_gaps_and_no_repeats_while_cases_are_opened(string sort)
    {
        var users = Enumerable.Range(0, 7).Select(i => $"p-{sort}-{i}").ToList();
        foreach (var user in users)
            await server.CaseOf(user, 2);

        var seen = new List<JsonElement>();
        string? cursor = null;
        for (var page = 0; page == 0 || cursor is not null; page++)
        {
            var answer = await server.Admin.GetJson($"/api/cases?text=p-{sort}-&sort={sort}&limit=2&cursor={cursor}");
            Assert.InRange(answer.List("items").Count(), 1, 2);
            seen.AddRange(answer.List("items"));
            cursor = answer.GetProperty("next_cursor").GetString();
            await server.CaseOf($"p-{sort}-late-{page}", 2);
        }

        var known = seen.Where(one => users.Contains(one.Text("user_id"))).ToList();
        Assert.Equal(users, known.Select(one => one.Text("user_id")).Distinct().Order());
        Assert.Equal(seen.Count, seen.Select(one => one.Text("id")).Distinct().Count());
        var expected = sort switch
        {
            "newest" => seen.OrderByDescending(one => one.Text("opened_at"), StringComparer.Ordinal),
            "oldest" => seen.OrderBy(one => one.Text("opened_at"), StringComparer.Ordinal),
            "risk" => seen.OrderByDescending(one => one.GetProperty("risk").GetDouble()),
            _ => seen.OrderByDescending(one => one.GetProperty("amount_minor").GetInt64()),
        };
        var key = sort switch { "newest" or "oldest" => "opened_at", "risk" => "risk", _ => "amount_minor" };
        Assert.Equal(
            expected.Select(one => one.GetProperty(key).ToString()),
            seen.Select(one => one.GetProperty(key).ToString()));
    }

    [Fact]
    public async Task Filters_narrow_the_list()
    {
        var found = await server.CaseOf("u-filter", 5);
        var (detail, _) = await server.Admin.ReadCase(found.Text("id"));
        var payment = detail.List("transactions").First();
        await server.Admin.PatchCase(found.Text("id"), new { assignee = "admin" }, "*");

        Assert.True(await Has("status=OPEN"));
        Assert.False(await Has("status=FALSE_POSITIVE"));
        Assert.True(await Has("assignee=me"));
        Assert.True(await Has("assignee=admin"));
        Assert.False(await Has("assignee=none"));
        Assert.True(await Has("min_risk=0.97"));
        Assert.False(await Has("min_risk=1"));
        Assert.True(await Has("entity=user:u-filter"));
        Assert.True(await Has("entity=u-filter"));
        Assert.True(await Has($"entity=card:{payment.Text("card_id")}"));
        Assert.True(await Has($"entity={payment.Text("merchant_id")}"));
        Assert.True(await Has("entity=device:d-u-filter"));
        Assert.False(await Has("entity=card:u-filter"));
        Assert.True(await Has($"text={found.Text("id")[..20]}"));
        Assert.True(await Has("text=u-filt"));
        Assert.True(await Has($"text={payment.Text("transaction_id")}"));
        Assert.True(await Has("text=m-burst"));
        Assert.False(await Has("text=filter"));
        Assert.True(await Has($"from={found.Text("opened_at")}"));
        Assert.False(await Has($"to={found.Text("opened_at")}"));

        async Task<bool> Has(string query)
        {
            var page = await server.Admin.GetJson($"/api/cases?limit=200&{query}");
            return page.List("items").Any(one => one.Text("id") == found.Text("id"));
        }
    }

    [Fact]
    public async Task Totals_are_exact_where_they_are_given()
    {
        await server.CaseOf("total-1", 2);
        var closed = await server.CaseOf("total-2", 2);
        await server.Close(closed, "FALSE_POSITIVE");

        Assert.Equal(2, (await server.Admin.GetJson("/api/cases?text=total-&count=true")).Int("total"));
        Assert.Equal(1, (await server.Admin.GetJson("/api/cases?text=total-&count=true&status=OPEN")).Int("total"));
        Assert.Equal(
            JsonValueKind.Null, (await server.Admin.GetJson("/api/cases?text=total-")).GetProperty("total").ValueKind);
        var counted = await server.Admin.GetJson($"/api/cases?status=FALSE_POSITIVE&limit=200");
        Assert.InRange(counted.Int("total"), 1, int.MaxValue);
    }

    [Theory]
    [InlineData("status=open", "status")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("min_risk=2", "min_risk")]
    [InlineData("min_risk=NaN", "min_risk")]
    [InlineData("sort=best", "sort")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-11-23T12:00:00", "to")]
    [InlineData("from=2026-11-24T00:00:00Z&to=2026-11-23T00:00:00Z", "from")]
    [InlineData("count=maybe", "count")]
    [InlineData("entity=card:", "entity")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("cursor=MHwxfDA&sort=risk", "cursor")]
    [InlineData("statsu=OPEN", "statsu")]
    [InlineData("limit=1&limit=2", "limit")]
    public async Task A_wrong_parameter_is_refused_by_its_name(string query, string parameter)
    {
        var answer = await server.Admin.Get("/api/cases?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer["errors"].TryGetProperty(parameter, out _));
    }

    [Fact]
    public async Task A_case_tells_what_it_was_decided_on()
    {
        var found = await server.CaseOf("u-why", 6);

        var (detail, _) = await server.Admin.ReadCase(found.Text("id"));

        Assert.Equal("isolation-forest v1", detail.Text("model"));
        Assert.Equal(0.97, detail.GetProperty("thresholds").GetProperty("review").GetDouble());
        Assert.True(detail.GetProperty("score").GetDouble() > detail.GetProperty("usual_score").GetDouble());
        var features = detail.GetProperty("features");
        Assert.True(features.GetProperty("user_count_60s").GetDouble() > 1);
        Assert.StartsWith(
            features.GetProperty("user_count_60s").ToString() + " payment",
            detail.GetProperty("feature_texts").GetProperty("user_count_60s").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, detail.GetProperty("usual").GetProperty("user_count_60s").GetDouble());
        Assert.Contains(
            detail.List("reasons"), reason => reason.Text("text").Contains("; usual: ", StringComparison.Ordinal));
        var payment = detail.List("transactions").First();
        Assert.Equal("5732", payment.Text("merchant_category"));
        Assert.Equal("US", payment.Text("country"));
        Assert.Equal("ecom", payment.Text("channel"));
    }

    [Fact]
    public async Task The_export_has_every_case_of_the_filter_and_no_formula()
    {
        foreach (var user in new[] { "=csv-1", "=csv-2", "=csv-3" })
            await server.CaseOf(user, 2);

        var text = (await server.Admin.Get("/api/cases/export?text=" + Uri.EscapeDataString("=csv-"))).Body;

        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("id,user_id,status,", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.Contains(",\"'=csv-", line, StringComparison.Ordinal));
    }
}
