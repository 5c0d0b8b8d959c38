using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Tollgate.Server.Tests.Http;

public sealed partial class WalkthroughTests
{
    [Fact]
    public async Task The_walkthrough_runs_as_it_stands_in_the_documentation()
    {
        // One of its own: the page closes whichever case is the newest.
        await using var server = await TollgateServer.Start(model: true);
        await server.CaseOf("u-risky");
        var page = await File.ReadAllTextAsync(Repository.File("docs", "api-walkthrough.md"));
        var blocks = Block().Matches(page).Select(block => block.Groups[1].Value).ToList();
        Assert.True(blocks.Count > 8, "The blocks of the page were not found.");

        var output = await Bash(string.Join('\n', blocks), server);

        // One payment, its replay with features, and its replay in the batch.
        const string decided = "^\\{\"transaction_id\":\"walkthrough-.*\"decided_at\"";
        Assert.Equal(3, Regex.Count(output, decided, RegexOptions.Multiline));
        Assert.Equal(1, Regex.Count(output, "\"features\":\\{\"amount\":12900,"));
        Assert.Contains("{\"line\":2,\"transaction_id\":\"incomplete\",\"error\":{", output);
        Assert.Contains("{\"accepted\":1,\"unchanged\":0,\"rejected\":[]}", output);
        Assert.Contains("\"label\":\"genuine\"", output);
        Assert.Contains("\"status\":\"CONFIRMED_FRAUD\"", output);
        Assert.Contains("\"status\":412", output);
        Assert.Contains("\"label\":\"fraud\"", output);
    }

    static async Task<string> Bash(string script, TollgateServer server)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-euo", "pipefail", "-s"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["URL"] = server.Url.ToString().TrimEnd('/'),
                ["DATA"] = server.Folder,
                ["TOLLGATE"] = TollgateProcess.Executable,
            },
        })!;
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        var errors = bash.StandardError.ReadToEndAsync();
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.True(bash.ExitCode == 0, $"{output}\n{await errors}");
        return output;
    }

    [GeneratedRegex("^```sh\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
