using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Tollgate.Server.Http.Bodies;

/// <summary>
/// Ends the connection with the answer where much of a body has not been read. Kestrel reads what is left; where it
/// gives up it hangs up, so the client must have been told.
/// </summary>
static class UnreadBody
{
    /// <summary>What is not read of a body up to this size may be left to Kestrel.</summary>
    const long MostToDrain = 1 << 20;

    /// <summary>Has the answer say so, whatever becomes of its headers until then.</summary>
    public static void Close(HttpResponse response) => response.OnStarting(
        static state =>
        {
            ((HttpResponse)state).Headers.Connection = "close";
            return Task.CompletedTask;
        },
        response);

    /// <summary>What to answer when a body could not be read; null where the failure says it itself.</summary>
    public static Problem? ProblemOf(Exception failure, HttpResponse response)
    {
        // The client has gone.
        if (failure is ConnectionResetException or ConnectionAbortedException)
            return null;
        // The body is framed wrongly: where the next request would begin is not known any more.
        Close(response);
        return failure is IOException and not BadHttpRequestException
            ? Problems.Malformed("The body is framed wrongly.")
            : null;
    }

    /// <summary>For a body that nobody begins to read.</summary>
    public static void Watch(HttpContext http)
    {
        if (http.Request.ContentLength <= MostToDrain || !HasBody(http))
            return;
        http.Response.OnStarting(
            static state =>
            {
                var http = (HttpContext)state;
                if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                {
                    http.Response.Headers.Connection = "close";
                    // To hang up on a client that still sends would destroy the answer on its way. What bounds the rest
                    // is the time that Kestrel takes for it, 5 s.
                    limit.MaxRequestBodySize = null;
                }
                return Task.CompletedTask;
            },
            http);
    }

    static bool HasBody(HttpContext http) =>
        http.Request.ContentLength is not null || http.Request.Headers.TransferEncoding.Count > 0;
}
