using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Tollgate.Server.Configuration;
using Tollgate.Server.Storage.Sqlite;

namespace Tollgate.Server.Storage;

/// <summary>Where the database is and how it is opened.</summary>
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
        services.AddSingleton<DatabaseHealth>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", timeout: TimeSpan.FromSeconds(2));
        return services;
    }

    /// <summary>One context without bounds, for what runs while there is no server.</summary>
    public static TollgateDb Open(Settings settings) => new(WritingOptions(settings));

    /// <summary>The contexts of the writer.</summary>
    public static IDbContextFactory<TollgateDb> ForWriting(Settings settings) =>
        new PooledDbContextFactory<TollgateDb>(WritingOptions(settings));

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
