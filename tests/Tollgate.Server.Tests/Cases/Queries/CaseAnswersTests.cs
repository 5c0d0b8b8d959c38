using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Tollgate.Server.Cases.Queries;

namespace Tollgate.Server.Tests.Cases.Queries;

/// <summary>Pages are kept while nothing changes; a page of the past must never be told for one of now.</summary>
public sealed class CaseAnswersTests(TrainedServer trained)
{
    readonly TollgateServer server = trained.Server;

    [Fact]
    public async Task A_page_has_its_shape()
    {
        var closed = await server.CaseOf("list-shape-1", 3);
        await server.Close(closed, "FALSE_POSITIVE");
        var assigned = await server.CaseOf("list-shape-2-\"ü\"", 2);
        await server.Admin.PatchCase(assigned.Text("id"), new { assignee = "admin" }, "*");

        var page = DocumentedShape.Read<CasePage>(
            (await server.Admin.Get("/api/cases?text=list-shape-&count=true&limit=1&sort=oldest")).Body);
        var rest = DocumentedShape.Read<CasePage>(
            (await server.Admin.Get($"/api/cases?text=list-shape-&sort=oldest&cursor={page.NextCursor}")).Body);

        Assert.Equal(2, page.Total);
        Assert.Equal(["list-shape-1", "list-shape-2-\"ü\""], page.Items.Concat(rest.Items).Select(one => one.UserId));
        Assert.NotNull(page.Items[0].ClosedAt);
        Assert.NotEmpty(JsonNode.Parse(page.Items[0].Reasons.Text)!.AsArray());
        Assert.Equal("admin", rest.Items[0].Assignee);
    }

    [Fact]
    public async Task Every_writer_reads_its_change_at_once()
    {
        var machine = await server.NamedMachine("writer", "cases");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            var user = $"u-at-once-{writer}";
            for (var i = 0; i < 25; i++)
            {
                await Done(() => Report(machine, $"t-at-once-{writer}-{i}", user));
                var found = (await Page(user)).List("items").First();
                Assert.Equal(("OPEN", 1), (found.Text("status"), found.Int("transaction_count")));
                var open = (await server.Admin.GetJson("/api/cases?limit=1&status=OPEN")).Int("total");
                Assert.InRange(open, 1, int.MaxValue);

                await Done(() => server.Admin.PatchCase(found.Text("id"), new { assignee = "admin" }, "*"));
                Assert.Equal("admin", (await Page(user)).List("items").First().Text("assignee"));

                await Done(() => server.Admin.PatchCase(found.Text("id"), new { status = "FALSE_POSITIVE" }, "*"));
                var all = (await Page(user)).List("items").ToList();
                Assert.Equal(i + 1, all.Count);
                Assert.All(all, one => Assert.Equal("FALSE_POSITIVE", one.Text("status")));
            }
        }));

        Task<JsonElement> Page(string user) => server.Admin.GetJson($"/api/cases?limit=50&entity=user:{user}");
    }

    [Fact]
    public async Task The_total_of_a_kept_page_follows_every_change()
    {
        await using var own = await TollgateServer.Start();
        var reporter = await own.NamedMachine("counted", "cases");
        for (var i = 1; i <= 20; i++)
        {
            await Done(() => Report(reporter, $"t-{i}", $"u-{i}"));
            Assert.Equal(i, (await own.Admin.GetJson("/api/cases?limit=1")).Int("total"));
            Assert.Equal(i, (await own.Admin.GetJson("/api/cases?limit=1&status=OPEN")).Int("total"));
        }
    }

    [Fact]
    public async Task What_another_process_commits_is_in_the_next_answer()
    {
        var found = await server.CaseOf("u-elsewhere", 2);
        const string path = "/api/cases?limit=1&entity=user:u-elsewhere";
        await using var other = new SqliteConnection($"Data Source={server.Settings.DatabaseFile};Pooling=False");
        await other.OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            await server.Admin.GetJson(path);
            await using var command = other.CreateCommand();
            var id = found.Text("id").ToUpperInvariant();
            command.CommandText = $"UPDATE cases SET assignee = 'a-{i}' WHERE id = '{id}'";
            Assert.Equal(1, await command.ExecuteNonQueryAsync());

            Assert.Equal($"a-{i}", (await server.Admin.GetJson(path)).List("items").Single().Text("assignee"));
        }
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("W/{0}")]
    [InlineData("\"other\", {0}")]
    [InlineData("*")]
    public async Task A_page_that_the_caller_has_is_not_sent_again(string form)
    {
        var found = await server.CaseOf("u-has-page", 2);
        const string path = "/api/cases?entity=user:u-has-page";
        var tag = (await server.Admin.Get(path)).Headers.ETag!.ToString();

        var same = await Ask(string.Format(form, tag));
        Assert.Equal((HttpStatusCode.NotModified, ""), (same.Status, same.Body));
        Assert.Equal(tag, same.Headers.ETag!.ToString());

        await server.Close(found, "FALSE_POSITIVE");
        if (form != "*")
        {
            var changed = await Ask(string.Format(form, tag));
            Assert.Equal(HttpStatusCode.OK, changed.Status);
            Assert.NotEqual(tag, changed.Headers.ETag!.ToString());
        }

        Task<Answer> Ask(string known)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
            return server.Admin.Call(request);
        }
    }

    /// <summary>Asks again where a slow machine has answered that nothing was done.</summary>
    static async Task Done(Func<Task<Answer>> change)
    {
        var answer = await change();
        for (var tries = 0; answer.Status == HttpStatusCode.ServiceUnavailable && tries < 20; tries++)
            answer = await change();
        answer.EnsureSuccess();
    }

    static Task<Answer> Report(Machine machine, string id, string user) => machine.Post(
        "/internal/cases", JsonSerializer.SerializeToUtf8Bytes(new { transaction_id = id, user_id = user, risk = 0.9 }),
        nonce: Guid.NewGuid().ToString("N"));
}
