using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Transactions;

namespace Tollgate.Server.Tests.Commands;

public sealed class ReplayTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_untouched_log_is_equal_and_one_decision_is_shown_both_ways()
    {
        await History.Import(folder, 500);
        var (exit, output, _) = await TollgateProcess.Run("replay", "--data", folder.Data, "--json");
        var summary = JsonDocument.Parse(output).RootElement;
        Assert.Equal(
            (0, 500, true),
            (exit, summary.GetProperty("decisions").GetInt32(), summary.GetProperty("equal").GetBoolean()));

        var one = await TollgateProcess.Run("replay", "--data", folder.Data, "--decision", "h-250", "--json");
        var shown = JsonDocument.Parse(one.Out).RootElement;
        Assert.Equal(0, one.Exit);
        Assert.Equal("h-250", shown.GetProperty("recorded").GetProperty("transaction_id").GetString());
        Assert.Equal(shown.GetProperty("recorded").ToString(), shown.GetProperty("now").ToString());
        Assert.Equal(1, (await TollgateProcess.Run("replay", "--data", folder.Data, "--decision", "nobody")).Exit);
    }

    [Fact]
    public async Task A_decision_that_was_changed_is_found_and_told_in_words()
    {
        await History.Import(folder, 300);
        Rewrite((decision, id) =>
        {
            if (id == "h-123")
                decision[12] = (byte)DecisionKind.Block;
        });
        var (exit, output, _) = await TollgateProcess.Run("replay", "--data", folder.Data);
        Assert.Equal(1, exit);
        Assert.StartsWith("Transaction h-123 (event at offset ", output);
        Assert.EndsWith("differs: decision block recorded, approve now.\n", output);
    }

    [Fact]
    public async Task A_decision_that_was_taken_out_is_found()
    {
        await History.Import(folder, 300);
        Rewrite((_, _) => { }, leaveOut: "h-200");
        var (exit, output, _) = await TollgateProcess.Run("replay", "--data", folder.Data);
        Assert.Equal(1, exit);
        Assert.Contains("h-200", output);
        Assert.Contains("its decision is missing from the log", output);
    }

    [Fact]
    public async Task Decisions_that_are_not_written_yet_are_no_difference()
    {
        await History.Import(folder, 300);
        Rewrite((_, _) => { }, until: "h-280");
        var (exit, output, _) = await TollgateProcess.Run("replay", "--data", folder.Data);
        Assert.Equal(0, exit);
        Assert.Contains("The last 20 were not recorded yet", output);
    }

    void Rewrite(Action<byte[], string> change, string? leaveOut = null, string? until = null)
    {
        var decisions = Path.Combine(folder.Data, GateSettings.Decisions);
        var old = decisions + ".old";
        Directory.Move(decisions, old);
        using var cursor = LogCursor.FromStart(old);
        using var events = new LogReader(Path.Combine(folder.Data, GateSettings.Events));
        using var log = FileLog.Open(decisions, new LogSettings());
        while (cursor.TryRead(out var record))
        {
            var bytes = record.Payload.ToArray();
            var happened = LogRecord.Trusted(events.Read(new Decision(record).EventOffset), 0);
            var id = System.Text.Encoding.UTF8.GetString(new Transaction(happened.Payload).TransactionId);
            change(bytes, id);
            if (id != leaveOut)
                log.Append(record.Kind, record.Flags, record.AppendTime, bytes);
            if (id == until)
                break;
        }
        log.Commit();
    }
}
