using System.ComponentModel.DataAnnotations;

namespace Tollgate.Server.Access.Sessions;

/// <summary>A refusal by RFC 6749, 5.2.</summary>
/// <param name="ErrorDescription">What is wrong, for people.</param>
sealed record TokenErrorResponse(
    [property: AllowedValues(
        "invalid_request", "invalid_client", "invalid_grant", "invalid_scope", "unsupported_grant_type",
        "unsupported_token_type")]
    string Error,
    string ErrorDescription);
