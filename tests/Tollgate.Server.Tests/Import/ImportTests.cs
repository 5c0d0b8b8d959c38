using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Simulation;

namespace Tollgate.Server.Tests.Import;

public sealed class ImportTests : IDisposable
{
    const string Map = """
        transaction_id: { column: id }
        event_time: { column: at, format: iso-local, zone: UTC }
        user_id: { column: user }
        merchant_id: { column: shop }
        amount_minor: { column: amount, scale: 100 }
        currency: { default: EUR }
        label: { column: fraud, fraud: ["1"], label_delay: 1h }
        """;

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    async Task<(int Exit, JsonElement Summary, string Error)> Import(string file, params string[] more)
    {
        var map = folder.File("map.yaml", Map);
        var (exit, output, error) = await TollgateProcess.Run(
            ["import", file, "--map", map, "--data", folder.Data, "--json", .. more]);
        return (exit, output.Length > 0 ? JsonDocument.Parse(output).RootElement : default, error);
    }

    string Rows(params string[] rows) =>
        folder.File("rows.csv", "id,at,user,shop,amount,fraud\n" + string.Concat(rows.Select(row => row + "\n")));

    static long Figure(JsonElement summary, string name) => summary.GetProperty(name).GetInt64();

    List<(RecordKind Kind, RecordFlags Flags, string Time, string Id)> Events()
    {
        using var cursor = LogCursor.FromStart(Path.Combine(folder.Data, GateSettings.Events));
        var events = new List<(RecordKind, RecordFlags, string, string)>();
        while (cursor.TryRead(out var record))
        {
            var id = record.Kind switch
            {
                RecordKind.Transaction => new Transaction(record.Payload).TransactionId,
                RecordKind.Label => new Label(record).TransactionId,
                _ => default,
            };
            if (id.IsEmpty)
                continue;
            var time = Rfc3339.Text(record.AppendTime)[11..19];
            events.Add((record.Kind, record.Flags, time, Encoding.UTF8.GetString(id)));
        }
        return events;
    }

    [Fact]
    public async Task Payments_and_labels_stand_in_the_log_at_the_time_they_were_known()
    {
        var file = Rows(
            "a,2026-01-01T10:00:00,u1,s1,1.50,1", "b,2026-01-01T10:30:00,u1,s1,2.50,0",
            "c,2026-01-01T11:30:00,u2,s1,3.00,1", "d,2026-01-01T11:40:00,u2,s1,3.00,0");
        var (exit, summary, _) = await Import(file);
        Assert.Equal(0, exit);
        Assert.Equal((4, 4), (Figure(summary, "rows"), Figure(summary, "imported")));
        Assert.Equal((2, 0), (Figure(summary, "frauds"), Figure(summary, "rejected")));
        const RecordFlags flags = RecordFlags.Imported | RecordFlags.Silent;
        Assert.Equal(
            [
                (RecordKind.Transaction, flags, "10:00:00", "a"), (RecordKind.Transaction, flags, "10:30:00", "b"),
                (RecordKind.Label, flags, "11:00:00", "a"), (RecordKind.Transaction, flags, "11:30:00", "c"),
                (RecordKind.Transaction, flags, "11:40:00", "d"), (RecordKind.Label, flags, "12:30:00", "c"),
            ],
            Events());
        Assert.Contains("4 decisions are equal", (await TollgateProcess.Run("replay", "--data", folder.Data)).Out);
    }

    [Fact]
    public async Task What_cannot_be_taken_goes_to_the_rejects_file_with_line_reason_and_row()
    {
        var file = Rows(
            "a,2026-01-01T10:00:00,u1,s1,1.50,0", "b,2026-01-01T10:00:00,,s1,1.50,0",
            "c,2026-01-01T10:00:00,u1,s1,1.505,1", "a,2026-01-01T10:00:00,u1,s1,9.99,0",
            "broken", "d,yesterday,u1,s1,1,0", "e,2026-01-01T10:01:00,u1,s1,1,0");
        var rejects = folder.Path("rejects.csv");
        var (exit, summary, _) = await Import(file, "--rejects", rejects);
        Assert.Equal(0, exit);
        Assert.Equal((7, 2, 5), (Figure(summary, "rows"), Figure(summary, "imported"), Figure(summary, "rejected")));
        Assert.Equal(
            [
                "\"rows.csv\",3,\"user_id: is required\",\"b,2026-01-01T10:00:00,,s1,1.50,0\"",
                "\"rows.csv\",4,\"amount_minor: has more decimal places than a scale of 100 takes\"," +
                    "\"c,2026-01-01T10:00:00,u1,s1,1.505,1\"",
                "\"rows.csv\",5,\"transaction_id: belongs to a payment with other fields\"," +
                    "\"a,2026-01-01T10:00:00,u1,s1,9.99,0\"",
                "\"rows.csv\",6,\"has 1 fields, the header has 6\",\"broken\"",
                "\"rows.csv\",7,\"event_time: is not a time such as 2018-04-01T00:00:31\",\"d,yesterday,u1,s1,1,0\"",
            ],
            File.ReadAllLines(rejects)[1..].Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_imported_again_changes_nothing()
    {
        // Three days: further apart than ids are remembered for live traffic.
        static string Row(int i) =>
            $"t{i},2026-01-0{1 + (i / 100)}T10:{i % 60:00}:00,u{i % 7},s1,1.00,{(i % 50 == 0 ? 1 : 0)}";
        var file = Rows(
            [.. Enumerable.Range(0, 300).Select(Row).OrderBy(row => row.Split(',')[1], StringComparer.Ordinal)]);
        var packed = folder.Path("rows.csv.gz");
        using (var gz = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
            gz.Write(File.ReadAllBytes(file));
        Assert.Equal(300, Figure((await Import(file)).Summary, "imported"));
        var events = Events();
        var (exit, summary, _) = await Import(packed);
        Assert.Equal(0, exit);
        Assert.Equal((0, 300), (Figure(summary, "imported"), Figure(summary, "already_there")));
        Assert.Equal((6, 0), (Figure(summary, "frauds"), Figure(summary, "rejected")));
        Assert.Equal(events, Events());
    }

    [Fact]
    public async Task The_same_file_gives_the_same_log_however_it_falls_into_batches()
    {
        var file = Rows([.. RowsWithRepeats(20_000)]);
        var map = folder.File("map.yaml", Map);
        var logs = new HashSet<string>();
        for (var run = 0; run < 10; run++)
        {
            var data = folder.Path($"data{run}");
            var (exit, _, error) = await TollgateProcess.Run("import", file, "--map", map, "--data", data);
            Assert.True(exit == 0, error);
            foreach (var log in (string[])[GateSettings.Events, GateSettings.Decisions])
                logs.Add(Convert.ToHexString(SHA256.HashData(LogBytes(Path.Combine(data, log)))));
        }
        Assert.Equal(2, logs.Count);
    }

    static byte[] LogBytes(string log) => [.. Directory.GetFiles(log, "*.log").Order().SelectMany(File.ReadAllBytes)];

    /// <summary>Three weeks: ids sent again, taken by others, and used anew; frauds; hours out of order.</summary>
    static List<string> RowsWithRepeats(int count)
    {
        var rows = new List<string>();
        var random = new Random(11);
        for (var i = 0; i < count; i++)
        {
            var id = random.Next(30) == 0 ? random.Next(i + 1) : i;
            if (rows.Count > 0 && random.Next(40) == 0)
            {
                rows.Add(rows[random.Next(rows.Count / 2, rows.Count)]);
                continue;
            }
            var minutes = (i * 1.5) - (random.Next(50) == 0 ? random.Next(300) : 0);
            var at = new DateTime(2026, 1, 2).AddMinutes(minutes).ToString("s", CultureInfo.InvariantCulture);
            var (user, shop, amount) = (random.Next(500), random.Next(60), random.Next(1, 900));
            rows.Add($"t{id},{at},u{user},s{shop},{amount}.50,{(i % 50 == 0 ? 1 : 0)}");
        }
        return rows;
    }

    [Fact]
    public async Task History_is_not_put_before_live_traffic()
    {
        await using (var server = await TollgateServer.Start(folder: folder.Data, now: TollgateServer.Noon))
        {
            var key = await server.Machine("decide");
            var payment = """
                {"transaction_id":"live","event_time":"2026-11-23T12:00:00Z","user_id":"u","amount_minor":1,
                 "currency":"EUR","merchant_id":"m"}
                """u8.ToArray();
            using var answer = await new GateClient(server.Http, key.Id, key.Secret, server.Clock)
                .Post("/api/decisions", payment, 1, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
        }
        var (exit, _, error) = await Import(Rows("a,2026-01-01T10:00:00,u1,s1,1.50,0"));
        Assert.Equal(1, exit);
        Assert.Contains("holds 1 payments of live traffic", error);
        Assert.Contains("--data DIR", error);
    }

    [Fact]
    public async Task A_file_without_one_good_row_ends_with_exit_code_1()
    {
        var (exit, summary, _) = await Import(Rows("a,never,u1,s1,1.50,0"));
        Assert.Equal((1, 0), (exit, Figure(summary, "imported")));
        Assert.True(File.Exists(summary.GetProperty("rejects_file").GetString()));
    }
}
