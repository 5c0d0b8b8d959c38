using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Storage;
using Tollgate.Server.Storage.Sqlite;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Http;

/// <summary>What becomes of a request whose handling has thrown.</summary>
sealed class FailedRequests(ILogger<FailedRequests> logger)
{
    /// <summary>Answers with a problem where somebody hears it; false when an answer has begun.</summary>
    public async Task<bool> TryAnswer(HttpContext http, Exception failure)
    {
        // The client has gone in the middle of its request: nobody hears an answer.
        if (failure is ConnectionResetException or ConnectionAbortedException)
        {
            http.Abort();
            return true;
        }
        if (http.RequestAborted.IsCancellationRequested)
            return true;
        if (http.Response.HasStarted)
            return false;
        http.Response.Clear();
        SecurityHeaders.Set(http);
        await ProblemOf(failure, http).ExecuteAsync(http);
        return true;
    }

    Problem ProblemOf(Exception failure, HttpContext http)
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
