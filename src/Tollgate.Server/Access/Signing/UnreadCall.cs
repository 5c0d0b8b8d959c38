using System.Diagnostics.CodeAnalysis;
using Tollgate.Server.Http;

namespace Tollgate.Server.Access.Signing;

/// <summary>What the headers of a call say, before its body is read.</summary>
/// <param name="Caller">Who it is, or claims to be; null when the call is refused.</param>
/// <param name="IsProven">
/// Whether it is known to be the caller: by a token, or as the signature fits the hash of the body that the headers
/// announce. That the body has this hash is checked when it is there.
/// </param>
readonly record struct UnreadCall(Caller? Caller, bool IsProven, Problem? Refusal)
{
    [MemberNotNullWhen(true, nameof(Caller))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Allowed => Caller is not null;
}
