using Microsoft.AspNetCore.Http.Features;
using Microsoft.IdentityModel.JsonWebTokens;
using Tollgate.Server.Access;
using Tollgate.Server.Access.Sessions;
using Tollgate.Server.Http;
using Tollgate.Server.Http.OpenApi;

namespace Tollgate.Server.Live;

/// <summary>What happens, as it happens, as server-sent events.</summary>
static class LiveApi
{
    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/live", Stream)
            .WithTags("Live").WithSummary("What happens, as it happens")
            .Produces<LiveEvent>(StatusCodes.Status200OK, "text/event-stream")
            .TakesHeader("Last-Event-ID", "Of the last event seen: what came after it is sent again.", required: false)
            .RequireAuthorization(Policies.Read).Limited(LimitedRequest.LiveStream);

    static async Task Stream(
        HttpContext http, LiveFeed feed, AccessTokens tokens, TimeProvider clock, IHostApplicationLifetime host)
    {
        var token = ((CallerPrincipal)http.User).Token;
        using var expiry = new CancellationTokenSource(Until(token.ValidTo, clock), clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            http.RequestAborted, host.ApplicationStopping, expiry.Token);
        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // A proxy on the way must not collect events either.
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();

        var mayListen = Permission(token, tokens, clock);
        var events = feed.Listen(http.Request.Headers["Last-Event-ID"]);
        var isWriting = false;
        try
        {
            await response.Body.FlushAsync(ending.Token);
            while (await events.WaitToReadAsync(ending.Token) && mayListen())
            {
                isWriting = true;
                while (mayListen() && events.TryRead(out var next))
                    await response.Body.WriteAsync(next.Bytes, ending.Token);
                await response.Body.FlushAsync(ending.Token);
                isWriting = false;
            }
        }
        catch (OperationCanceledException)
        {
            // The listener left, the token ended, or the server stops. What a slow listener has not taken when the
            // token ends still lies in the buffers of the connection, and must not be sent any more.
            if (isWriting && expiry.IsCancellationRequested)
                http.Abort();
        }
        finally
        {
            feed.Leave(events);
        }
    }

    static TimeSpan Until(DateTime end, TimeProvider clock)
    {
        var left = end - clock.GetUtcNow().UtcDateTime;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Whether the token would still be let in: asked at every event, so every 5 s at least.</summary>
    static Func<bool> Permission(JsonWebToken token, AccessTokens tokens, TimeProvider clock) =>
        () => clock.GetUtcNow().UtcDateTime < token.ValidTo
            && tokens.CallerOf(token) is { } caller && caller.Has(Roles.Analyst | Roles.Auditor);
}
