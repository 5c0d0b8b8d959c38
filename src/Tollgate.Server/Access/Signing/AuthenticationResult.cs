using System.Diagnostics.CodeAnalysis;
using Tollgate.Server.Http;

namespace Tollgate.Server.Access.Signing;

/// <summary>A machine call that is allowed, or the problem to answer with.</summary>
readonly struct AuthenticationResult
{
    AuthenticationResult(Caller? caller, Problem? refusal) => (Caller, Refusal) = (caller, refusal);

    public Caller? Caller { get; }
    public Problem? Refusal { get; }

    /// <summary>The signed time of the call; null for a bearer.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    [MemberNotNullWhen(true, nameof(Caller))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Allowed => Caller is not null;

    public static implicit operator AuthenticationResult(Caller caller) => new(caller, null);
    public static implicit operator AuthenticationResult(Problem refusal) => new(null, refusal);
}
