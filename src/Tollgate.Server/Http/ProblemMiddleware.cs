using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Http.Bodies;
using Tollgate.Server.Storage;
using Tollgate.Server.Storage.Sqlite;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Http;

/// <summary>Answers whatever is thrown, and every refusal without a body, with a problem.</summary>
sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task Invoke(HttpContext http)
    {
        UnreadBody.Watch(http);
        try
        {
            await next(http);
        }
        catch (Exception e) when (e is ConnectionResetException or ConnectionAbortedException)
        {
            // The client has gone in the middle of its request: nobody hears an answer.
            http.Abort();
            return;
        }
        catch (Exception e)
        {
            if (http.RequestAborted.IsCancellationRequested)
                return;
            if (http.Response.HasStarted)
                throw;
            http.Response.Clear();
            SecurityHeaders.Set(http);
            await Of(e, http).ExecuteAsync(http);
            return;
        }
        if (http.Response.StatusCode < 400 || http.Response.HasStarted || http.Response.ContentType is not null)
            return;
        await Problems.OfStatus(http.Response.StatusCode).ExecuteAsync(http);
    }

    Problem Of(Exception failure, HttpContext http)
    {
        switch (failure)
        {
            case ProblemException refused:
                return refused.Problem;
            case BadHttpRequestException bad:
                return ParameterError.Of(bad) ?? Problems.OfStatus(bad.StatusCode);
            case GateBusyException or DatabaseUnavailableException:
                return Problems.Unavailable(Database.RetryAfter, failure.Message);
            case var _ when SqliteFailure.IsUnavailable(failure):
                logger.DatabaseFailed(failure, http.Request.Method, http.Request.Path);
                return Problems.Unavailable(Database.RetryAfter, "The database does not answer.");
            default:
                var trace = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
                logger.RequestFailed(failure, http.Request.Method, http.Request.Path, trace);
                return Problems.OfStatus(500, "It was logged under the trace id.") with { TraceId = trace };
        }
    }
}

static class ProblemMiddlewareExtensions
{
    public static void UseProblems(this IApplicationBuilder app) => app.UseMiddleware<ProblemMiddleware>();
}
