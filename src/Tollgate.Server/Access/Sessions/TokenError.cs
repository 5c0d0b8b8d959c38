namespace Tollgate.Server.Access.Sessions;

/// <summary>RFC 6749 5.2: not a problem, as OAuth clients expect this.</summary>
sealed record TokenError(string Error, string ErrorDescription)
{
    public static IResult Of(string error, string description, int status = StatusCodes.Status400BadRequest) =>
        TypedResults.Json(new TokenError(error, description), statusCode: status);

    public static IResult InvalidRequest(string description) => Of("invalid_request", description);
}
