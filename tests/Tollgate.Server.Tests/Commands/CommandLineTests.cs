
namespace Tollgate.Server.Tests.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public async Task A_user_added_beside_a_running_server_signs_in()
    {
        await using var server = await TollgateServer.Start(now: TollgateServer.Noon);
        var added = await TollgateProcess.RunWith(
            "right horse\n", "users", "add", "maria", "--role", "lead", "--password-stdin", "--data", server.Folder);
        Assert.Equal((0, "Added maria (lead).\n"), (added.Exit, added.Out));
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        Answer? answer = null;
        for (var i = 0; i < 5 && answer is not { IsSuccess: true }; i++)
        {
            answer = await server.Http.Post("/api/session", new { username = "maria", password = "right horse" });
        }
        Assert.Equal(200, (int)answer!.Status);
    }

    [Fact]
    public async Task A_key_made_beside_a_running_server_is_printed_once_and_listed()
    {
        await using var server = await TollgateServer.Start();
        var made = await TollgateProcess.Run(
            "keys", "new", "shop", "--scopes", "decide,read", "--json", "--data", server.Folder);
        Assert.Equal(0, made.Exit);
        var key = JsonDocument.Parse(made.Out).RootElement;
        Assert.Equal(43, key.GetProperty("secret").GetString()!.Length);
        var listed = (await server.Admin.Get("/api/keys")).Body;
        Assert.Contains(key.GetProperty("key_id").GetString()!, listed);
    }

    [Theory]
    [InlineData("--Tollgate:Durability", "never", "Tollgate:Durability: ")]
    [InlineData("--Tollgate:Nonsense", "1", "Tollgate:Nonsense: ")]
    [InlineData("--prot", "8001", "--prot: ")]
    public async Task A_wrong_setting_stops_the_start_with_one_sentence_and_exit_code_1(
        string key, string value, string sentence)
    {
        using var folder = new TemporaryFolder();
        var (exit, _, error) = await TollgateProcess.Run(
            "serve", "--demo", "--port", "0", "--data", folder.Data, key, value);
        Assert.Equal(1, exit);
        Assert.StartsWith(sentence, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_role_that_does_not_exist_and_a_taken_name_are_refused()
    {
        await using var server = await TollgateServer.Start();
        var boss = await TollgateProcess.RunWith(
            "x", "users", "add", "maria", "--role", "boss", "--password-stdin", "--data", server.Folder);
        Assert.Equal(1, boss.Exit);
        Assert.Contains("admin, lead, analyst, auditor", boss.Error);
        var taken = await TollgateProcess.RunWith(
            "right horse", "users", "add", "admin", "--role", "lead", "--password-stdin", "--data", server.Folder);
        Assert.Equal(1, taken.Exit);
        Assert.Single(taken.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Help_tells_every_verb_and_option()
    {
        Assert.Contains("serve", (await TollgateProcess.Run("--help")).Out);
        var (_, help, _) = await TollgateProcess.Run("serve", "--help");
        foreach (var word in new[] { "--data", "--port", "--demo", "TOLLGATE_MASTER_KEY" })
            Assert.Contains(word, help);
    }
}
