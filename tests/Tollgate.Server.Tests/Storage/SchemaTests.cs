using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Server.Tests.Storage;

/// <summary>How a database comes to the schema of this version: from nothing, or from another version.</summary>
public sealed class SchemaTests : IDisposable
{
    const string Remedy =
        "The migrations make another schema than Storage/Sqlite/Schema.sql. Where that is meant: raise "
        + "Schema.Version, then TOLLGATE_APPROVE=1 artifacts/bin/Tollgate.Server.Tests/release/Tollgate.Server.Tests "
        + "-class '*SchemaTests', and build again.";

    readonly TemporaryFolder folder = new();
    readonly Settings settings;

    public SchemaTests() => settings = Settings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection([new("Tollgate:DataFolder", folder.Data)]).Build());

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_script_of_a_new_database_makes_what_the_migrations_make()
    {
        using var other = new TemporaryFolder();
        var migrated = Settings.Read(new ConfigurationBuilder()
            .AddInMemoryCollection([new("Tollgate:DataFolder", other.Data)]).Build());
        await MigrateTo(migrated, "Initial");
        Schema.Prepare(migrated);
        Schema.Prepare(settings);

        var script = Script(migrated);
        var file = Repository.File("src", "Tollgate.Server", "Storage", "Sqlite", "Schema.sql");
        if (Environment.GetEnvironmentVariable("TOLLGATE_APPROVE") == "1")
            await File.WriteAllTextAsync(file, script, Cancellation);
        Assert.True(script == Script(settings), Remedy);
        Assert.True(script == await File.ReadAllTextAsync(file, Cancellation), Remedy);
        await using var db = Database.Open(settings);
        Assert.Equal(Schema.Version, db.Database.GetMigrations().Last());
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused_with_what_to_do()
    {
        Schema.Prepare(settings);
        Run("INSERT INTO \"__EFMigrationsHistory\" VALUES ('20990101000000_Later', '99.0')");
        foreach (var prepare in new Action<Settings>[] { Schema.Prepare, Schema.Require })
        {
            var refused = Assert.Throws<OperatorException>(() => prepare(settings));
            Assert.Contains("20990101000000_Later", refused.Message);
            Assert.Contains("use that version", refused.Message);
        }
    }

    [Fact]
    public async Task A_verb_beside_a_server_does_not_migrate_an_older_database()
    {
        await MigrateTo(settings, "Initial");
        var (exit, _, error) = await TollgateProcess.RunWith(
            "right horse", "users", "add", "maria", "--role", "lead", "--password-stdin", "--data", folder.Data);
        Assert.Equal(1, exit);
        Assert.Contains("start the server of this version once", error);
        Assert.Single(error.TrimEnd().Split('\n'));
        await using var db = Database.Open(settings);
        Assert.Single(await db.Database.GetAppliedMigrationsAsync(Cancellation));
    }

    [Fact]
    public async Task An_older_database_is_not_migrated_under_a_server_that_uses_it()
    {
        await MigrateTo(settings, "Initial");
        using (Recovery.Hold(settings.Gate))
            Assert.Contains("stop it", Assert.Throws<OperatorException>(() => Schema.Prepare(settings)).Message);
        Schema.Prepare(settings);
    }

    [Fact]
    public async Task The_lock_row_that_a_killed_migration_left_behind_holds_nothing_up()
    {
        await MigrateTo(settings, "Initial");
        Run("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01')");
        Schema.Prepare(settings);
        Schema.Require(settings);
    }

    [Fact]
    public void A_first_start_that_was_killed_before_its_first_migration_is_begun_again()
    {
        DataFolder.Make(settings);
        Run("""
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');
            """);
        Schema.Prepare(settings);
        Schema.Require(settings);
    }

    [Fact]
    public async Task Several_processes_that_make_the_same_database_at_once_make_one()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Schema.Require(settings))));
        Schema.Require(settings);
    }

    static async Task MigrateTo(Settings settings, string migration)
    {
        DataFolder.Make(settings);
        await using var db = Database.Open(settings);
        await db.GetService<IMigrator>().MigrateAsync(migration, Cancellation);
    }

    /// <summary>What makes a database again that has this schema, and no rows but those that every one has.</summary>
    static string Script(Settings settings)
    {
        using var connection = Connect(settings);
        var text = new StringBuilder();
        const string own =
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND substr(name, 1, 7) <> 'sqlite_' ORDER BY rowid";
        foreach (var sql in Texts(own))
            text.Append(sql).Append(";\n");
        foreach (var id in Texts("SELECT MigrationId FROM \"__EFMigrationsHistory\" ORDER BY MigrationId"))
            text.Append($"INSERT INTO \"__EFMigrationsHistory\" VALUES ('{id}', '10.0');\n");
        foreach (var name in Texts("SELECT name FROM checkpoints ORDER BY name"))
            text.Append($"INSERT INTO \"checkpoints\" VALUES ('{name}', 0);\n");
        return text.ToString();

        IEnumerable<string> Texts(string query)
        {
            using var command = connection.CreateCommand();
            command.CommandText = query;
            using var rows = command.ExecuteReader();
            while (rows.Read())
                yield return rows.GetString(0);
        }
    }

    void Run(string sql)
    {
        using var connection = Connect(settings);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static SqliteConnection Connect(Settings settings)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = settings.DatabaseFile, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
