using System.Collections.Frozen;

namespace Tollgate.Server.Access;

/// <summary>Who may call, at one moment; replaced whole.</summary>
/// <param name="UnreadableKeys">Ids of those that were made under another master key.</param>
sealed record AccessSnapshot(
    long Version,
    FrozenDictionary<string, ActiveKey> Keys,
    FrozenSet<string> UnreadableKeys,
    FrozenDictionary<Guid, ActiveUser> Users,
    FrozenSet<Guid> EndedSessions);

/// <summary>A machine key with its secret in the clear, in memory only.</summary>
sealed class ActiveKey(Caller caller, byte[] secret, DateTimeOffset? expiresAt)
{
    public Caller Caller { get; } = caller;
    public byte[] Secret { get; } = secret;
    public DateTimeOffset? ExpiresAt { get; } = expiresAt;
}

/// <summary>A user who is not disabled.</summary>
sealed record ActiveUser(Caller Caller, int TokenVersion, bool DemoPassword);
