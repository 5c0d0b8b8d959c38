using System.Runtime.Versioning;

namespace Tollgate.Server.Tests.Storage;

public sealed class DatabaseTests
{
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_data_folder_and_its_secrets_are_readable_by_the_owner_only()
    {
        await using var server = await TollgateServer.Start();
        const UnixFileMode others = (UnixFileMode)0b000_111_111;
        Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(server.Folder) & others);
        foreach (var secret in new[] { "master.key", "jwt.key" })
            Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(Path.Combine(server.Folder, secret)) & others);
    }

    [Fact]
    public async Task The_migrations_make_the_schema_that_the_entities_have()
    {
        await using var server = await TollgateServer.Start();
        await using var db = server.OpenDatabase();
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task Readers_do_not_block_the_writer_and_foreign_keys_hold()
    {
        await using var server = await TollgateServer.Start();
        await using var db = server.OpenDatabase();
        await db.Database.OpenConnectionAsync();
        Assert.Equal("wal", await Ask<string>(db, "SELECT journal_mode AS Value FROM pragma_journal_mode"));
        Assert.Equal(1, await Ask<long>(db, "SELECT foreign_keys AS Value FROM pragma_foreign_keys"));
        Assert.Equal(1000, await Ask<long>(db, "SELECT timeout AS Value FROM pragma_busy_timeout"));
    }

    [Fact]
    public async Task Times_are_whole_milliseconds_and_names_are_in_snake_case()
    {
        await using var server = await TollgateServer.Start(now: TollgateServer.Noon);
        await using var db = server.OpenDatabase();
        var at = await Ask<long>(db, "SELECT created_at AS Value FROM users WHERE normalized_user_name = 'ADMIN'");
        Assert.Equal(server.Clock.GetUtcNow().ToUnixTimeMilliseconds(), at);
        var names = await db.Database.SqlQueryRaw<string>(
            "SELECT name AS Value FROM sqlite_master " +
            "WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'")
            .ToListAsync();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Matches("^[a-z0-9_]+$", name));
    }

    [Fact]
    public async Task A_second_start_finds_what_the_first_one_stored()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await TollgateServer.Start(folder: folder.Data))
            await first.As("lead");
        await using (var second = await TollgateServer.Start(folder: folder.Data))
            await second.SignIn("lead");
    }

    static async Task<T> Ask<T>(TollgateDb db, string sql) => (await db.Database.SqlQueryRaw<T>(sql).ToListAsync())[0];
}
