namespace Tollgate.Server.Http;

/// <summary>What a browser may do with an answer.</summary>
static class SecurityHeaders
{
    const string Pages =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        + "frame-ancestors 'none'";

    /// <summary>Answers of the API are never a page.</summary>
    const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    public static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = ApiPaths.Contains(http.Request.Path) ? Nothing : Pages;
    }

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        Set(http);
        return next(http);
    });
}
