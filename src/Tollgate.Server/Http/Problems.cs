using Tollgate.Engine.Transactions;

namespace Tollgate.Server.Http;

/// <summary>Every refusal that is not of one feature only: its status, code and title.</summary>
static class Problems
{
    /// <summary>401, the one answer for a caller who is not known: it does not tell what was wrong.</summary>
    public static readonly Problem Unauthorized = new(401, "unauthorized", "Not authenticated");

    public static Problem Malformed(string detail) => new(400, "malformed", "The request cannot be read", detail);

    /// <summary>400, one field against its rule.</summary>
    public static Problem Invalid(string field, string message) =>
        Invalid(new Dictionary<string, string[]> { [field] = [message] });

    /// <summary>400, several fields against their rules.</summary>
    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(400, "invalid", "The request breaks a rule", string.Join(" ", errors.Select(e => $"{e.Key}: {e.Value[0]}")))
        {
            Errors = errors,
        };

    public static Problem CardNumberIn(string field) => Invalid(field, CardNumber.Refusal + ".");

    public static Problem Forbidden(string? detail = null) => new(403, "forbidden", "Not allowed", detail);

    public static Problem NotFound(string? detail = null) => new(404, "not_found", "Not found", detail);

    /// <summary>409 with the feature's own code, such as open_case_exists.</summary>
    public static Problem Conflict(string code, string detail) =>
        new(409, code, "In conflict with the present state", detail);

    public static Problem PreconditionFailed(string detail) => new(412, "changed", "Changed meanwhile", detail);

    public static Problem PreconditionRequired(string detail) =>
        new(428, "precondition_required", "A precondition is required", detail);

    public static Problem TooLarge(string detail) => new(413, "too_large", "Too large", detail);

    public static Problem UnsupportedMediaType(string detail) =>
        new(415, "unsupported_media_type", "Media type not supported", detail);

    public static Problem TooMany(TimeSpan retryAfter, string? detail = null) =>
        new(429, "too_many_requests", "Too many requests", detail) { RetryAfter = retryAfter };

    /// <summary>503, for want of room: the same request may find some in a moment.</summary>
    public static Problem Busy(string detail) => new(503, "busy", "Too busy", detail);

    public static Problem Unavailable(TimeSpan retryAfter, string detail) =>
        new(503, "unavailable", "Not available now", detail) { RetryAfter = retryAfter };

    /// <summary>For a status that the framework has set without a body.</summary>
    public static Problem OfStatus(int status, string? detail = null) => status switch
    {
        400 => Malformed(detail ?? "The request is malformed."),
        401 => Unauthorized,
        403 => Forbidden(detail),
        404 => NotFound(detail),
        405 => new(405, "method_not_allowed", "Method not allowed", detail),
        408 => new(408, "timeout", "The request did not arrive in time", detail),
        413 => TooLarge(detail ?? "The body is larger than this endpoint takes."),
        415 => UnsupportedMediaType(detail ?? "The content type is not one that this endpoint takes."),
        429 => TooMany(TimeSpan.FromSeconds(1), detail),
        500 => new(500, "internal", "Something went wrong inside", detail),
        503 => Unavailable(TimeSpan.FromSeconds(1), detail ?? "Try again."),
        _ => new(status, "http_" + status, "The request was refused", detail),
    };
}
