using Tollgate.Engine.EventLog;

namespace Tollgate.Server.Tests.Commands;

/// <summary>Runs <c>tollgate log repair</c> as a process of its own, on folders that were damaged.</summary>
public sealed class LogRepairTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_log_that_is_whole_is_said_to_be()
    {
        await History.Import(folder, 50);
        Assert.Equal((0, "Nothing is damaged.\n"), await Repair());
    }

    [Fact]
    public async Task A_damaged_event_is_shown_first_and_given_up_when_told_so_and_all_others_stay()
    {
        await History.Import(folder, 300);
        var before = await Log();
        var lost = before.Where(line => line.Text("log") == "events").ElementAt(100).GetProperty("offset").GetInt64();
        Flip("events", lost + 25);
        var (shown, sentence) = await Repair();
        Assert.Equal(1, shown);
        Assert.Contains($"bytes {lost} to ", sentence);
        Assert.Contains("The damaged bytes are given up", sentence);
        Assert.Empty(Directory.GetFiles(folder.Data, "*.damaged", SearchOption.AllDirectories));

        var (exit, json) = await Repair("--yes", "--json");
        Assert.Equal(0, exit);
        var report = JsonDocument.Parse(json).RootElement;
        var place = Assert.Single(report.List("damaged"));
        Assert.Equal(("events", "unreadable", "give_up"), (
            place.Text("log"), place.Text("kind"), place.Text("remedy")));
        Assert.Equal(lost, place.GetProperty("from").GetInt64());
        var kept = Assert.Single(report.List("kept_aside")).GetString()!;
        Assert.Equal(place.GetProperty("bytes").GetInt64(), new FileInfo(kept).Length);

        Assert.Equal((0, "Nothing is damaged.\n"), await Repair());
        Assert.Equal(
            Events(before).Where(line => line.GetProperty("offset").GetInt64() != lost).Select(Raw),
            Events(await Log()).Select(Raw));
    }

    [Fact]
    public async Task Behind_an_event_that_was_given_up_all_decisions_stay_in_their_places()
    {
        await History.Import(folder, 300);
        var before = await Log();
        var lost = before.Where(line => line.Text("log") == "events").ElementAt(100).GetProperty("offset").GetInt64();
        Flip("events", lost + 25);
        Assert.Equal(0, (await Repair("--yes")).Exit);
        // Without a snapshot the next start decides the whole log again, beside what is recorded.
        Directory.Delete(Path.Combine(folder.Data, "snapshots"), recursive: true);
        await using (await TollgateServer.Start(folder: folder.Data))
        {
        }
        Assert.Equal(
            before.Where(IsDecision).Where(line => line.GetProperty("event_offset").GetInt64() != lost).Select(Raw),
            (await Log()).Where(IsDecision).Where(line => line.GetProperty("event_offset").GetInt64() != lost)
                .Select(Raw));
        Assert.Empty(Directory.GetFiles(folder.Data, "*.torn", SearchOption.AllDirectories));
        var (exit, output, _) = await TollgateProcess.Run("replay", "--data", folder.Data);
        Assert.Contains("1 more are on events that a repair of the log gave up", output);
        Assert.Equal(0, exit);

        static bool IsDecision(JsonElement line) => line.Text("kind") == "decision";
    }

    [Fact]
    public async Task A_damaged_decision_is_put_back_into_its_place()
    {
        await History.Import(folder, 300);
        var before = await Log();
        var decision = before.Where(line => line.Text("log") == "decisions").ElementAt(100);
        Flip("decisions", decision.GetProperty("offset").GetInt64() + 40);
        var (shown, sentence) = await Repair();
        Assert.Equal(1, shown);
        Assert.Contains("put back if it is certain to be the same", sentence);
        var (exit, output) = await Repair("--yes");
        Assert.Equal(0, exit);
        Assert.Contains("Kept aside: ", output);
        Assert.Contains("1 decisions and alerts stand in their places again", output);
        Assert.Equal(before.Select(Raw), (await Log()).Select(Raw));
    }

    [Fact]
    public async Task The_end_of_the_decisions_is_made_again_from_the_events()
    {
        await History.Import(folder, 300);
        var before = await Log();
        var decision = before.Last(line => line.Text("log") == "decisions");
        Flip("decisions", decision.GetProperty("offset").GetInt64() + 40);
        var (shown, sentence) = await Repair();
        Assert.Equal(1, shown);
        Assert.Contains("makes the rest again from the events", sentence);
        Assert.Equal(0, (await Repair("--yes")).Exit);
        await using (await TollgateServer.Start(folder: folder.Data))
        {
        }
        Assert.Equal(
            before.Where(line => line.Text("kind") == "decision").Select(Raw),
            (await Log()).Where(line => line.Text("kind") == "decision").Select(Raw));
    }

    [Fact]
    public async Task Beside_a_running_server_it_is_refused()
    {
        await using var server = await TollgateServer.Start();
        var (exit, output, error) = await TollgateProcess.Run("log", "repair", "--data", server.Folder);
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("Another process writes the log", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    static IEnumerable<JsonElement> Events(IEnumerable<JsonElement> lines) =>
        lines.Where(line => line.Text("log") == "events");

    static string Raw(JsonElement line) => line.GetRawText();

    async Task<(int Exit, string Output)> Repair(params string[] options)
    {
        var (exit, output, error) = await TollgateProcess.Run(
            ["log", "repair", "--data", folder.Data, .. options]);
        Assert.Equal("", error);
        return (exit, output);
    }

    async Task<List<JsonElement>> Log()
    {
        var (exit, output, error) = await TollgateProcess.Run("log", "--data", folder.Data);
        Assert.Equal((0, ""), (exit, error));
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
    }

    void Flip(string log, long at)
    {
        using var file = File.Open(Segments.PathOf(Path.Combine(folder.Data, log), 0), FileMode.Open);
        file.Position = at;
        var value = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(value ^ 1));
    }
}
