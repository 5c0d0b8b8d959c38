using Microsoft.Extensions.Configuration;
using Tollgate.Engine.Decisions;
using Tollgate.Server.Audit;

namespace Tollgate.Server.Tests.Storage;

public sealed class PreparedRowsTests
{
    static readonly DateTimeOffset Noon = DateTimeOffset.Parse(TollgateServer.Noon);
    static readonly string[] Tables = ["cases", "case_transactions", "case_history", "audit_entries"];

    [Fact]
    public async Task Rows_are_saved_as_SaveChanges_saves_them()
    {
        using var usual = new SavedRows();
        using var prepared = new SavedRows();

        await usual.Save(db => db.SaveChangesAsync());
        await prepared.Save(db => db.SaveMany(default));

        Assert.Equal(await usual.Rows(), await prepared.Rows());
        Assert.Equal(2 + 3 + 2 + 2, (await prepared.Rows()).Count);
    }

    [Fact]
    public async Task A_row_that_someone_else_has_changed_is_refused()
    {
        using var data = new SavedRows();
        await data.Save(db => db.SaveMany(default));
        await using var db = data.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var found = await db.Cases.SingleAsync(one => one.UserId == "u-1");
        await db.Database.ExecuteSqlRawAsync("UPDATE cases SET version = version + 1 WHERE user_id = 'u-1'");
        found.Changed(Noon);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveMany(default));
    }

    [Fact]
    public async Task A_row_whose_key_is_there_is_refused()
    {
        using var data = new SavedRows();
        await data.Save(db => db.SaveMany(default));

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => data.Save(db => db.SaveMany(default)));
    }

    sealed class SavedRows : IDisposable
    {
        readonly TemporaryFolder folder = new();
        readonly Settings settings;

        public SavedRows()
        {
            settings = Settings.Read(new ConfigurationBuilder()
                .AddInMemoryCollection([KeyValuePair.Create("Tollgate:DataFolder", (string?)folder.Data)]).Build());
            Database.Prepare(settings);
        }

        public TollgateDb Open() => Database.Open(settings);

        /// <summary>Two cases with their payments, then a change to one of them and a third payment.</summary>
        public async Task Save(Func<TollgateDb, Task> save)
        {
            await using var db = Open();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var first = Add(db, "u-1", new("00000000-0000-0000-0000-00000000000a"));
            Add(db, "u-2", new("00000000-0000-0000-0000-00000000000b"));
            await save(db);
            db.ChangeTracker.Clear();
            db.Attach(first);
            Enter(db, first, "t-third", risk: 0.9999);
            first.Assignee = "maria";
            await save(db);
            await transaction.CommitAsync();
        }

        public async Task<List<string>> Rows()
        {
            await using var db = Open();
            await db.Database.OpenConnectionAsync();
            var rows = new List<string>();
            foreach (var table in Tables)
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = $"SELECT * FROM {table} ORDER BY 1";
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                    rows.Add(table + ": " + string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(Cell)));

                string Cell(int i) => $"{reader.GetName(i)}={reader.GetDataTypeName(i)} {reader.GetValue(i)}";
            }
            return rows;
        }

        public void Dispose() => folder.Dispose();

        static Case Add(TollgateDb db, string user, Guid id)
        {
            var found = new Case { Id = id, UserId = user, Source = "gate", OpenedAt = Noon, UpdatedAt = Noon };
            db.Add(found);
            db.Add(new CaseEvent { CaseId = id, At = Noon, Actor = "gate", Action = CaseEvent.Opened, To = "OPEN" });
            db.Add(new AuditEntry { At = Noon, Actor = "gate", Action = "case.opened", Object = $"case:{id}" });
            Enter(db, found, $"t-{user}", risk: null);
            return found;
        }

        static void Enter(TollgateDb db, Case found, string id, double? risk)
        {
            var payment = new CaseTransaction
            {
                TransactionId = id,
                EventTime = Noon.AddMilliseconds(-5),
                AmountMinor = 1_00,
                Currency = "EUR",
                Decision = DecisionKind.Block,
                Risk = risk,
                Reasons = """[{"code":"ü"}]""",
                Flags = DecisionFlags.Late | DecisionFlags.Features,
                DecidedAt = Noon,
            };
            found.Take(payment, Noon.AddMinutes(1));
            db.Add(payment);
        }
    }
}
