using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Audit;
using Tollgate.Server.Http;
using Tollgate.Server.Http.OpenApi;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Access.Users;

/// <summary>People and their roles. Every change ends what it takes away at once.</summary>
static class UsersApi
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/users").WithTags("Users").RequireAuthorization(Policies.Admin);
        users.MapGet("/", List).WithSummary("All users, by name");
        users.MapPost("/", Create).WithSummary("Add a user").Refuses(400, 409);
        users.MapPatch("/{name}", Change).WithSummary("Change roles, disable or enable").Refuses(400, 404, 409);
        users.MapPost("/{name}/password", ResetPassword)
            .WithSummary("Set a new password and end all sessions").Refuses(400, 404);
    }

    static async Task<Ok<UsersResponse>> List(TollgateDb db, CancellationToken cancellation) =>
        TypedResults.Ok(new UsersResponse(
            [.. (await db.Users.AsNoTracking().OrderBy(user => user.NormalizedUserName).ToListAsync(cancellation))
                .Select(UserResponse.Of)]));

    static async Task<Created<UserResponse>> Create(
        Body<UserRequest> body, HttpContext http, UserCreation accounts, CredentialCache keys, AuditLog audit)
    {
        var (username, password, roles) = body.Value;
        var user = await accounts.Create(username, password, RolesOf(roles), db =>
            audit.Add(db, http, "user.created", "user:" + username, to: RolesOf(roles).Text()), http.RequestAborted);
        await keys.Refresh(http.RequestAborted);
        return TypedResults.Created("/api/users/" + Uri.EscapeDataString(username), UserResponse.Of(user));
    }

    static async Task<Ok<UserResponse>> Change(
        string name, Body<UserChangeRequest> body, HttpContext http, UserManager<User> users, CredentialCache keys,
        AuditLog audit, TimeProvider clock)
    {
        Roles? roles = body.Value.Roles is { } names ? RolesOf(names) : null;
        return TypedResults.Ok(UserResponse.Of(await keys.Change(Apply, http.RequestAborted)));

        async Task<User> Apply(TollgateDb db, CancellationToken running)
        {
            var user = await Find(db, users, name, running);
            if (roles is { } wanted && wanted != user.Roles)
            {
                audit.Add(db, http, "user.roles_changed", "user:" + user.UserName, user.Roles.Text(), wanted.Text());
                user.Roles = wanted;
            }
            if (body.Value.Disabled is { } disabled && disabled != user.DisabledAt.HasValue)
            {
                audit.Add(db, http, disabled ? "user.disabled" : "user.enabled", "user:" + user.UserName);
                user.DisabledAt = disabled ? clock.GetUtcNow() : null;
                user.TokenVersion++;
                await RefreshToken.RevokeAll(db, user.Id, clock.GetUtcNow(), running);
            }
            await db.SaveChangesAsync(running);
            // Isolation: no other admin may go between this look and the commit. SQLite takes one writing transaction
            // at a time; with several writers two admins could disable each other unless this one is serializable.
            if (!await UserCreation.HasAdmin(db, running))
            {
                throw new ProblemException(
                    Problems.Conflict("last_admin", "This is the last admin; make another one first."));
            }
            return user;
        }
    }

    static async Task<NoContent> ResetPassword(
        string name, Body<PasswordRequest> body, HttpContext http, TollgateDb read, UserManager<User> users,
        CredentialCache keys, UserCreation accounts, AuditLog audit, TimeProvider clock)
    {
        var hash = await accounts.Hash(await Find(read, users, name, http.RequestAborted), body.Value.Password);
        await keys.Change(
            async (db, running) =>
            {
                var user = await Find(db, users, name, running);
                user.SetPassword(hash);
                user.TokenVersion++;
                audit.Add(db, http, "user.password_reset", "user:" + user.UserName);
                await RefreshToken.RevokeAll(db, user.Id, clock.GetUtcNow(), running);
            },
            http.RequestAborted);
        return TypedResults.NoContent();
    }

    /// <exception cref="ProblemException">404, there is none.</exception>
    static async Task<User> Find(
        TollgateDb db, UserManager<User> users, string name, CancellationToken cancellation)
    {
        var normalized = users.NormalizeName(name);
        return await db.Users.SingleOrDefaultAsync(user => user.NormalizedUserName == normalized, cancellation)
            ?? throw new ProblemException(Problems.NotFound($"There is no user \"{name}\"."));
    }

    /// <exception cref="ProblemException">A role that does not exist, or none at all.</exception>
    static Roles RolesOf(string[] names)
    {
        var roles = Roles.None;
        foreach (var name in names)
        {
            roles |= RoleNames.TryParse(name, out var role)
                ? role
                : throw new ProblemException(
                    Problems.Invalid("roles", $"\"{name}\" must be one of {RoleNames.Choices}."));
        }
        return roles == Roles.None
            ? throw new ProblemException(Problems.Invalid("roles", $"must hold at least one of {RoleNames.Choices}."))
            : roles;
    }
}
