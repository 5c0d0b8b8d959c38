using Microsoft.AspNetCore.Http.HttpResults;
using Tollgate.Server.Configuration;
using Tollgate.Server.Http;
using Tollgate.Server.Http.OpenApi;

namespace Tollgate.Server.Access.Sessions;

/// <summary>
/// The dashboard's sign-in. The refresh token stays in a cookie that no script can read and no other site can send;
/// the access token goes to the page, which keeps it in memory.
/// </summary>
static class SessionApi
{
    const string Cookie = "tollgate_session", Mark = "X-Tollgate-Session";
    const string CookieText = "The refresh token, which no script can read; it goes to /api/session only.";

    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/api/session").WithTags("Session").AllowAnonymous();
        session.MapPost("/", Start).WithSummary("Sign in")
            .AnswersHeader(200, "Set-Cookie", CookieText).Refuses(400, 401, 403, 429);
        session.MapPost("/refresh", Refresh).WithSummary("A new access token")
            .TakesHeader(Mark, "Tells the dashboard's own script from another page.", schema: OpenApiDetails.Text("1"))
            .AnswersHeader(200, "Set-Cookie", CookieText).Refuses(401, 403);
        session.MapDelete("/", End).WithSummary("Sign out")
            .TakesHeader(Mark, "Tells the dashboard's own script from another page.", schema: OpenApiDetails.Text("1"))
            .Refuses(403);
        routes.MapGet("/api/me", (HttpContext http) => TypedResults.Ok(CallerResponse.Of(Caller.Of(http))))
            .WithTags("Session").WithSummary("Who is calling").RequireAuthorization(Policies.SignedIn);
    }

    static async Task<Results<Ok<SessionResponse>, Problem>> Start(
        HttpContext http, Body<SessionRequest> credentials, SignIn signIn, Settings settings)
    {
        if (!IsSameOrigin(http.Request, settings))
            return Problems.Forbidden("Sign in from the dashboard's own origin.");
        var session = await signIn.Try(http, credentials.Value.Username, credentials.Value.Password);
        return session is null
            ? new Problem(401, "invalid_credentials", "Name or password is wrong")
            : Answer(http, session, settings);
    }

    static async Task<Results<Ok<SessionResponse>, Problem>> Refresh(
        HttpContext http, SignIn signIn, Settings settings)
    {
        if (Refused(http.Request, settings) is { } refusal)
            return refusal;
        if (http.Request.Cookies[Cookie] is not { } refreshToken)
            return Problems.Unauthorized;
        if (await signIn.Refresh(refreshToken, null, http.RequestAborted) is { } session)
            return Answer(http, session, settings);
        http.Response.Cookies.Delete(Cookie, Options(http, settings));
        return Problems.Unauthorized;
    }

    static async Task<Results<NoContent, Problem>> End(HttpContext http, SignIn signIn, Settings settings)
    {
        if (Refused(http.Request, settings) is { } refusal)
            return refusal;
        if (http.Request.Cookies[Cookie] is { } refreshToken)
            await signIn.End(http, refreshToken);
        http.Response.Cookies.Delete(Cookie, Options(http, settings));
        return TypedResults.NoContent();
    }

    static Ok<SessionResponse> Answer(HttpContext http, Session session, Settings settings)
    {
        var options = Options(http, settings);
        // In whole seconds, up: the token itself says when it ends.
        options.MaxAge = TimeSpan.FromSeconds(Math.Ceiling(session.RefreshLifetime.TotalSeconds));
        http.Response.Cookies.Append(Cookie, session.RefreshToken, options);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new SessionResponse(
            session.AccessToken, "Bearer", (int)session.Lifetime.TotalSeconds, CallerResponse.Of(session.Caller)));
    }

    static CookieOptions Options(HttpContext http, Settings settings) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        // A proxy that does not say how it was reached: the page's origin tells.
        Secure = http.Request.IsHttps
            || (IsPublic(http.Request, settings) && settings.Site.PublicUrl?.Scheme == Uri.UriSchemeHttps),
        Path = "/api/session",
    };

    // What carries the cookie must be the dashboard's own script: other origins cannot set this header unasked.
    static Problem? Refused(HttpRequest request, Settings settings) =>
        request.Headers[Mark] != "1" ? Problems.Forbidden("X-Tollgate-Session: 1 is required.")
        : IsSameOrigin(request, settings) ? null
        : Problems.Forbidden("The request comes from another origin.");

    // Callers that are no browser send neither header.
    static bool IsSameOrigin(HttpRequest request, Settings settings) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
        && (request.Headers.Origin.Count == 0
            || request.Headers.Origin == $"{request.Scheme}://{request.Host}"
            || IsPublic(request, settings));

    static bool IsPublic(HttpRequest request, Settings settings) =>
        settings.Site.PublicOrigin is { } origin && request.Headers.Origin == origin;
}
