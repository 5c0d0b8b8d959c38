using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tollgate.Server.Configuration;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Access.Keys;

/// <summary>
/// The one row that tells which master key the keys of this database are encrypted under, before there is any: a text
/// that only this master key can decrypt.
/// </summary>
sealed class MasterKeyCheck
{
    const int TheRow = 1;
    const string Label = "master key";

    public required int Id { get; init; }
    public required byte[] Value { get; set; }

    /// <summary>
    /// For the start of a server. Where no key depends on another master key any more, this one takes its place.
    /// </summary>
    /// <exception cref="OperatorException">It is not the one that the keys are encrypted under.</exception>
    public static async Task Settle(
        TollgateDb read, DatabaseWriter writer, MasterKey master, TimeProvider clock, CancellationToken cancellation)
    {
        // Nearly always all there is to do, and it waits for no writer.
        if (await Find(read, cancellation) is { } known && master.CanDecrypt(known.Value, Label))
            return;
        await writer.Write((db, running) => Settle(db, master, mayReplace: true, clock, running), cancellation);
    }

    /// <summary>For other processes. The master key of a server that may run beside them stands.</summary>
    /// <exception cref="OperatorException">It is not the one of this database.</exception>
    public static Task Verify(
        DatabaseWriter writer, MasterKey master, TimeProvider clock, CancellationToken cancellation) =>
        writer.Write((db, running) => Settle(db, master, mayReplace: false, clock, running), cancellation);

    static async Task Settle(
        TollgateDb db, MasterKey master, bool mayReplace, TimeProvider clock, CancellationToken cancellation)
    {
        var row = await Find(db, cancellation);
        if (row is not null && master.CanDecrypt(row.Value, Label))
            return;
        var keys = await ApiKey.Active(db.MachineKeys, clock.GetUtcNow()).AsNoTracking().ToListAsync(cancellation);
        // A database of an older version has no check; one of its keys does as well.
        var fits = row is null
            ? keys.Count == 0 || keys.Exists(key => master.CanDecrypt(key.EncryptedSecret, key.Id))
            : mayReplace && keys.Count == 0;
        if (!fits)
        {
            throw new OperatorException(
                "TOLLGATE_MASTER_KEY",
                "is not the one that the keys in this database are encrypted under; give the old one back.");
        }
        if (row is null)
            db.Add(row = new MasterKeyCheck { Id = TheRow, Value = [] });
        row.Value = master.Encrypt("tollgate"u8, Label);
    }

    static Task<MasterKeyCheck?> Find(TollgateDb db, CancellationToken cancellation) =>
        db.Set<MasterKeyCheck>().SingleOrDefaultAsync(cancellation);
}

sealed class MasterKeyCheckTable : IEntityTypeConfiguration<MasterKeyCheck>
{
    public void Configure(EntityTypeBuilder<MasterKeyCheck> builder)
    {
        builder.ToTable("master_key_check");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
