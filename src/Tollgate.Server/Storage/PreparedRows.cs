using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Tollgate.Server.Storage;

/// <summary>
/// Saves many rows of few tables: what a context has added and changed goes through one prepared statement for each
/// table, where SaveChanges makes a command of every row and reads its answer. The rest is the same: key by key, in the
/// transaction of the context, and a row that someone else has changed is refused.
/// </summary>
static class PreparedRows
{
    /// <summary>
    /// Saves all that the context has tracked and forgets it. Keys that the database makes are not read.
    /// </summary>
    /// <exception cref="DbUpdateConcurrencyException">A row to change is not the one that was read.</exception>
    /// <exception cref="NotSupportedException">Something is to be deleted.</exception>
    public static async Task SaveMany(this TollgateDb db, CancellationToken cancellation)
    {
        var tables = db.ChangeTracker.Entries()
            .Where(entry => entry.State != EntityState.Unchanged)
            .GroupBy(entry => (entry.Metadata, entry.State))
            .OrderBy(rows => Depth(rows.Key.Metadata));
        foreach (var rows in tables)
        {
            await using var statement = rows.Key.State switch
            {
                EntityState.Added => Statement.Insert(db, rows.Key.Metadata),
                EntityState.Modified => Statement.Update(db, rows.Key.Metadata),
                _ => throw new NotSupportedException($"{rows.Key.State} rows are left to SaveChanges."),
            };
            foreach (var row in rows)
                await statement.Run(row, cancellation);
        }
        db.ChangeTracker.Clear();
    }

    /// <summary>A row is saved behind those that it refers to.</summary>
    static int Depth(IEntityType type) => type.GetForeignKeys()
        .Where(key => key.PrincipalEntityType != type)
        .Select(key => 1 + Depth(key.PrincipalEntityType)).DefaultIfEmpty().Max();

    sealed class Statement : IAsyncDisposable
    {
        readonly DbCommand command;
        readonly List<(DbParameter To, IProperty Property, ValueConverter? Converter, bool Original)> values = [];

        Statement(TollgateDb db)
        {
            command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction()
                ?? throw new InvalidOperationException("Rows are saved in a transaction.");
        }

        public static Statement Insert(TollgateDb db, IEntityType type)
        {
            var made = new Statement(db);
            var columns = type.GetProperties().Where(one => !IsMadeByDatabase(one)).ToList();
            var parameters = string.Join(", ", columns.Select(one => made.Bind(one)));
            made.command.CommandText =
                $"INSERT INTO {type.GetTableName()} ({string.Join(", ", columns.Select(Name))}) VALUES ({parameters})";
            return made;
        }

        public static Statement Update(TollgateDb db, IEntityType type)
        {
            var made = new Statement(db);
            var columns = type.GetProperties().Where(one => !one.IsPrimaryKey()).ToList();
            var set = string.Join(", ", columns.Select(one => $"{Name(one)} = {made.Bind(one)}"));
            var known = type.GetProperties().Where(one => one.IsPrimaryKey() || one.IsConcurrencyToken);
            var where = string.Join(" AND ", known.Select(one => $"{Name(one)} = {made.Bind(one, original: true)}"));
            made.command.CommandText = $"UPDATE {type.GetTableName()} SET {set} WHERE {where}";
            return made;
        }

        public async Task Run(EntityEntry row, CancellationToken cancellation)
        {
            foreach (var (parameter, property, converter, original) in values)
            {
                var of = row.Property(property);
                var value = original ? of.OriginalValue : of.CurrentValue;
                parameter.Value = (converter is null ? value : converter.ConvertToProvider(value)) ?? DBNull.Value;
            }
            if (await command.ExecuteNonQueryAsync(cancellation) == 0)
            {
                throw new DbUpdateConcurrencyException(
                    $"A row of {row.Metadata.GetTableName()} was changed meanwhile.");
            }
        }

        public ValueTask DisposeAsync() => command.DisposeAsync();

        string Bind(IProperty property, bool original = false)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{values.Count}";
            command.Parameters.Add(parameter);
            values.Add((parameter, property, property.GetTypeMapping().Converter, original));
            return parameter.ParameterName;
        }

        static bool IsMadeByDatabase(IProperty property) =>
            property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd;

        static string Name(IProperty property) => $"\"{property.GetColumnName()}\"";
    }
}
