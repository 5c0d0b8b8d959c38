using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Access.Keys;
using Tollgate.Server.Access.Users;
using Tollgate.Server.Configuration;
using Tollgate.Server.Storage;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Access;

/// <summary>
/// All active keys, users and lately ended sessions in memory, so that no request asks the database who is calling.
/// A change made here is in force when <see cref="Change{T}"/> returns; one made by another process within 2 s. A key
/// that cannot be read is left out, and nothing else waits for it.
/// </summary>
sealed class CredentialCache(
    IDbContextFactory<TollgateDb> databases,
    DatabaseWriter writer,
    MasterKey master,
    Settings settings,
    TimeProvider clock,
    ILogger<CredentialCache> logger) : IDisposable
{
    readonly SemaphoreSlim reading = new(1);
    volatile AccessSnapshot current = new(
        -1, FrozenDictionary<string, ActiveKey>.Empty, [], FrozenDictionary<Guid, ActiveUser>.Empty, []);

    /// <summary>How many keys are left out, as they were made under another master key.</summary>
    public int UnreadableKeys => current.UnreadableKeys.Count;

    /// <summary>The key, unless it is unknown, revoked or expired.</summary>
    public ActiveKey? FindKey(string id) =>
        current.Keys.TryGetValue(id, out var key) && (key.ExpiresAt is not { } end || end > clock.GetUtcNow())
            ? key
            : null;

    /// <summary>The user, unless unknown or disabled.</summary>
    public ActiveUser? FindUser(Guid id) => current.Users.GetValueOrDefault(id);

    public bool HasEnded(Guid session) => current.EndedSessions.Contains(session);

    /// <summary>
    /// Changes users, keys or sessions as <see cref="DatabaseWriter.Write{T}"/> does, and puts the change in force.
    /// </summary>
    public async Task<T> Change<T>(
        Func<TollgateDb, CancellationToken, Task<T>> change, CancellationToken cancellation)
    {
        var result = await Write(writer, change, cancellation);
        await Refresh(cancellation);
        return result;
    }

    /// <inheritdoc cref="Change{T}"/>
    public async Task Change(Func<TollgateDb, CancellationToken, Task> change, CancellationToken cancellation) =>
        await Change(
            async (db, running) =>
            {
                await change(db, running);
                return true;
            },
            cancellation);

    /// <summary>The same for a process that keeps none of it in memory; all others are told.</summary>
    public static Task<T> Write<T>(
        DatabaseWriter writer, Func<TollgateDb, CancellationToken, Task<T>> change, CancellationToken cancellation) =>
        writer.Write(
            async (db, running) =>
            {
                await db.Set<Checkpoint>().Where(row => row.Name == Checkpoint.Access).ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Position, row => row.Position + 1), running);
                return await change(db, running);
            },
            cancellation);

    public async Task RefreshIfChanged(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await Version(db, cancellation) != current.Version)
            await Refresh(cancellation);
    }

    public async Task Refresh(CancellationToken cancellation)
    {
        await reading.WaitAsync(cancellation);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            // The version first: a change in between is then read again, not missed.
            var version = await Version(db, cancellation);
            var keys = await ApiKey.Active(db.MachineKeys.AsNoTracking(), clock.GetUtcNow())
                .ToListAsync(cancellation);
            var users = await db.Users.AsNoTracking()
                .Where(user => user.DisabledAt == null)
                .ToListAsync(cancellation);
            var since = clock.GetUtcNow() - settings.Access.AccessTokenLifetime;
            var ended = await db.RefreshTokens
                .Where(token => token.RevokedAt >= since)
                .Select(token => token.FamilyId)
                .Distinct()
                .ToListAsync(cancellation);
            var readable = keys.ToLookup(key => master.CanDecrypt(key.EncryptedSecret, key.Id));
            Tell(readable[false].Select(key => key.Id));
            current = new AccessSnapshot(
                version,
                readable[true].ToFrozenDictionary(key => key.Id, Active),
                readable[false].Select(key => key.Id).ToFrozenSet(),
                users.ToFrozenDictionary(user => user.Id, Active),
                ended.ToFrozenSet());
        }
        finally
        {
            reading.Release();
        }
    }

    public void Dispose() => reading.Dispose();

    static Task<long> Version(TollgateDb db, CancellationToken cancellation) =>
        db.Set<Checkpoint>().Where(row => row.Name == Checkpoint.Access).Select(row => row.Position)
            .SingleAsync(cancellation);

    void Tell(IEnumerable<string> unreadable)
    {
        foreach (var id in unreadable)
        {
            if (!current.UnreadableKeys.Contains(id))
                logger.KeyUnreadable(id);
        }
    }

    ActiveKey Active(ApiKey key)
    {
        var caller = new Caller("key:" + key.Id, key.Name, Roles.None, Scopes.Split(key.Scopes));
        return new ActiveKey(caller, master.Decrypt(key.EncryptedSecret, key.Id), key.ExpiresAt);
    }

    static ActiveUser Active(User user)
    {
        var caller = new Caller(
            "user:" + user.UserName, user.UserName!, user.Roles.Expanded(), Scopes.Of(user.Roles), user.Id);
        return new ActiveUser(caller, user.TokenVersion, user.DemoPassword);
    }
}
