using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Tollgate.Server.Configuration;
using Tollgate.Server.Storage.Sqlite;

namespace Tollgate.Server.Storage;

/// <summary>Where the database is, how it is opened, and how it comes to the newest schema.</summary>
static class Database
{
    /// <summary>When to ask a database again that did not answer.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>
    /// For reading a scoped <see cref="TollgateDb"/> for requests, and an <see cref="IDbContextFactory{TContext}"/> for
    /// what runs in the background; for writing the <see cref="DatabaseWriter"/>.
    /// </summary>
    public static IServiceCollection AddDatabase(this IServiceCollection services, Settings settings)
    {
        // Those that wait for the database hold a thread of the pool each, which the payments must not miss.
        ThreadPool.GetMinThreads(out var threads, out var others);
        ThreadPool.SetMinThreads(Math.Max(threads, Environment.ProcessorCount + ReadLimit.Readers), others);
        services.AddSingleton<ReadLimit>();
        services.AddSingleton(
            provider => new DatabaseWriter(settings, provider.GetRequiredService<TimeProvider>()));
        services.AddPooledDbContextFactory<TollgateDb>((provider, options) => Configure(
            options, settings, SqliteOpenMode.ReadOnly).AddInterceptors(provider.GetRequiredService<ReadLimit>()));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<TollgateDb>>().CreateDbContext());
        services.AddSingleton<ReadPool>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        return services;
    }

    /// <summary>One context without bounds, for what runs while there is no server.</summary>
    public static TollgateDb Open(Settings settings) => new(WritingOptions(settings));

    /// <summary>The contexts of the writer.</summary>
    public static IDbContextFactory<TollgateDb> ForWriting(Settings settings) =>
        new PooledDbContextFactory<TollgateDb>(WritingOptions(settings));

    /// <summary>Makes the data folder (0700) and the database if they are missing, applies new migrations.</summary>
    /// <exception cref="OperatorException">The folder cannot be made or written.</exception>
    public static void Prepare(Settings settings)
    {
        DataFolder.Make(settings);
        using var db = Open(settings);
        if (File.Exists(settings.DatabaseFile) && IsNewest(db))
            return;
        db.Database.OpenConnection();
        // Readers beside one writer; the mode stays in the file.
        db.Database.ExecuteSqlRaw("PRAGMA journal_mode = WAL;");
        db.Database.Migrate();
    }

    // Cheaper than asking EF, which builds its migrations machinery to answer.
    static bool IsNewest(TollgateDb db)
    {
        var newest = typeof(TollgateDb).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
            .Max(StringComparer.Ordinal);
        using var connection = new SqliteConnection(db.Database.GetConnectionString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT max(\"MigrationId\") FROM \"__EFMigrationsHistory\";";
        try
        {
            return newest is not null && newest.Equals(command.ExecuteScalar());
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    static DbContextOptions<TollgateDb> WritingOptions(Settings settings)
    {
        var options = new DbContextOptionsBuilder<TollgateDb>();
        Configure(options, settings, SqliteOpenMode.ReadWriteCreate);
        return options.Options;
    }

    static DbContextOptionsBuilder Configure(
        DbContextOptionsBuilder options, Settings settings, SqliteOpenMode mode) => options
        .UseSqlite(new SqliteConnectionStringBuilder
        {
            DataSource = settings.DatabaseFile,
            ForeignKeys = true,
            Mode = mode,
            // The provider asks again this long, on top of SQLite's own wait, when a lock is held.
            DefaultTimeout = SqliteDialect.LockSeconds,
        }.ToString())
        .AddInterceptors(new SqlitePragmas(settings.Durability))
        // What fails is thrown, and logged once by whoever handles it; a replayed nonce is no error at all.
        .ConfigureWarnings(warnings => warnings.Ignore(
            RelationalEventId.CommandError, RelationalEventId.ConnectionError, RelationalEventId.TransactionError,
            CoreEventId.SaveChangesFailed, CoreEventId.QueryIterationFailed));
}
