using System.Diagnostics;
using System.Text.Json;
using Tollgate.Server.Tests.Support;

namespace Tollgate.Server.Tests.Commands;

public sealed class CommandLineTests
{
    static async Task<(int Exit, string Out, string Error)> Run(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "tollgate"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    [Fact]
    public async Task A_user_added_beside_a_running_server_signs_in()
    {
        await using var gate = await RunningServer.Start();
        var added = await Run(
            "right horse\n", "users", "add", "maria", "--role", "lead", "--password-stdin", "--data", gate.Folder);
        Assert.Equal((0, "Added maria (lead).\n"), (added.Exit, added.Out));
        gate.Clock.Advance(TimeSpan.FromSeconds(2));
        HttpResponseMessage? answer = null;
        for (var i = 0; i < 5 && answer is not { IsSuccessStatusCode: true }; i++)
        {
            answer = await gate.Send(
                HttpMethod.Post, "/api/session", body: new { username = "maria", password = "right horse" });
        }
        Assert.Equal(200, (int)answer!.StatusCode);
    }

    [Fact]
    public async Task A_key_made_beside_a_running_server_is_printed_once_and_listed()
    {
        await using var gate = await RunningServer.Start();
        var made = await Run("", "keys", "new", "shop", "--scopes", "decide,read", "--json", "--data", gate.Folder);
        Assert.Equal(0, made.Exit);
        var key = JsonDocument.Parse(made.Out).RootElement;
        Assert.Equal(43, key.GetProperty("secret").GetString()!.Length);
        var listed = await (await gate.Get("/api/keys", await gate.SignIn())).Content.ReadAsStringAsync();
        Assert.Contains(key.GetProperty("key_id").GetString()!, listed);
    }

    [Theory]
    [InlineData("--Tollgate:Durability", "never", "Tollgate:Durability: ")]
    [InlineData("--Tollgate:Nonsense", "1", "Tollgate:Nonsense: ")]
    [InlineData("--prot", "8001", "--prot: ")]
    public async Task A_wrong_setting_stops_the_start_with_one_sentence_and_exit_code_1(
        string key, string value, string sentence)
    {
        var folder = RunningServer.NewFolder();
        var (exit, _, error) = await Run("", "serve", "--demo", "--port", "0", "--data", folder, key, value);
        Assert.Equal(1, exit);
        Assert.StartsWith(sentence, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_role_that_does_not_exist_and_a_taken_name_are_refused()
    {
        await using var gate = await RunningServer.Start();
        var boss = await Run("x", "users", "add", "maria", "--role", "boss", "--password-stdin", "--data", gate.Folder);
        Assert.Equal(1, boss.Exit);
        Assert.Contains("admin, lead, analyst, auditor", boss.Error);
        var taken = await Run(
            "right horse", "users", "add", "admin", "--role", "lead", "--password-stdin", "--data", gate.Folder);
        Assert.Equal(1, taken.Exit);
        Assert.Single(taken.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Help_tells_every_verb_and_option()
    {
        Assert.Contains("serve", (await Run("", "--help")).Out);
        var (_, help, _) = await Run("", "serve", "--help");
        foreach (var word in new[] { "--data", "--port", "--demo", "TOLLGATE_MASTER_KEY" })
            Assert.Contains(word, help);
    }
}
