namespace Tollgate.Server.Access.Signing;

/// <summary>The headers of a signed call.</summary>
static class SignatureHeaders
{
    public const string Key = "X-Tollgate-Key";

    /// <summary>Seconds since 1970.</summary>
    public const string Timestamp = "X-Tollgate-Timestamp";

    /// <summary>16 to 64 characters that are used once; left out where a call may be repeated.</summary>
    public const string Nonce = "X-Tollgate-Nonce";

    public const string Signature = "X-Tollgate-Signature";
}
