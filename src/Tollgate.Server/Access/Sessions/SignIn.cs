using System.Net;
using Microsoft.AspNetCore.Identity;
using Tollgate.Server.Access.Users;
using Tollgate.Server.Audit;
using Tollgate.Server.Configuration;
using Tollgate.Server.Http;
using Tollgate.Server.Storage;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Access.Sessions;

/// <summary>Name and password against the users, with the same answer and the same work whatever is wrong.</summary>
sealed class SignIn(
    DatabaseWriter writer,
    UserManager<User> users,
    CredentialCache keys,
    RefreshTokens refresh,
    AccessTokens tokens,
    SignInThrottle throttle,
    FailedSignIns failures,
    PasswordVerifier work,
    AuditLog audit,
    ServerMetrics metrics,
    Settings settings,
    TimeProvider clock)
{
    const int LongestPassword = 1024;

    /// <returns>The session, or a null session when name and password do not fit.</returns>
    /// <exception cref="ProblemException">429, too many attempts.</exception>
    public async Task<Session?> Try(HttpContext http, string name, string password, string[]? scopes = null)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (throttle.Enter(name, address) is { } wait)
        {
            metrics.SignIn("throttled");
            throw new ProblemException(TooMany(wait));
        }
        var user = password.Length <= LongestPassword ? await users.FindByNameAsync(name) : null;
        var fits = await work.Verify(user, password, http.RequestAborted) && MaySignIn(user);
        if (!fits || keys.FindUser(user!.Id) is not { } active)
        {
            metrics.SignIn("failed");
            // Whoever hangs up is audited as well.
            await failures.Add(user?.UserName, address, CancellationToken.None);
            return null;
        }
        throttle.Succeeded(name, address);
        metrics.SignIn("succeeded");
        var granted = scopes is null ? active.Caller.Scopes : [.. active.Caller.Scopes.Intersect(scopes)];
        var link = await writer.Write(
            (db, _) =>
            {
                audit.Add(db, active.Caller.Actor, "session.started", active.Caller.Actor, address: address.ToString());
                return Task.FromResult(refresh.Start(db, active, granted));
            },
            http.RequestAborted);
        return Session.Of(link, tokens, scopes: null, clock.GetUtcNow());
    }

    /// <summary>A new access token for a refresh token; null when it is no good.</summary>
    public async Task<Session?> Refresh(string refreshToken, string[]? scopes, CancellationToken cancellation) =>
        await refresh.Rotate(refreshToken, cancellation) is { } next && (settings.Demo || !next.User.DemoPassword)
            ? Session.Of(next, tokens, scopes, clock.GetUtcNow())
            : null;

    /// <summary>Ends the session of a refresh token; one that is unknown has ended already.</summary>
    public async Task End(HttpContext http, string refreshToken)
    {
        if (await refresh.EndSession(refreshToken, http.RequestAborted) is not { } userId)
            return;
        var actor = keys.FindUser(userId)?.Caller.Actor ?? "user:" + userId;
        var address = http.Connection.RemoteIpAddress?.ToString();
        await writer.Write(db => audit.Add(db, actor, "session.ended", actor, address: address), http.RequestAborted);
    }

    bool MaySignIn(User? user) => user is { DisabledAt: null } && (settings.Demo || !user.DemoPassword);

    static Problem TooMany(TimeSpan wait) => new(
        429, "too_many_attempts", "Too many attempts to sign in", $"Try again in {Math.Ceiling(wait.TotalSeconds)} s.")
    {
        RetryAfter = wait,
    };
}
