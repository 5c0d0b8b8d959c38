using Tollgate.Server.Http.Bodies;

namespace Tollgate.Server.Http;

/// <summary>Answers whatever is thrown, and every refusal without a body, with a problem.</summary>
sealed class ProblemMiddleware(RequestDelegate next, FailedRequests failed)
{
    public async Task Invoke(HttpContext http)
    {
        UnreadBody.Watch(http);
        try
        {
            await next(http);
        }
        catch (Exception e)
        {
            if (!await failed.TryAnswer(http, e))
                throw;
            return;
        }
        if (http.Response.StatusCode < 400 || http.Response.HasStarted || http.Response.ContentType is not null)
            return;
        await Problems.OfStatus(http.Response.StatusCode).ExecuteAsync(http);
    }
}

static class ProblemMiddlewareExtensions
{
    public static void UseProblems(this IApplicationBuilder app) => app.UseMiddleware<ProblemMiddleware>();
}
