using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tollgate.Server.Audit;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Access.Users;

/// <summary>The user admin / admin123 of demo mode, made once, in a database that has no users.</summary>
static class DemoUser
{
    // Everyone knows the password: rounds would only delay the start.
    static readonly PasswordHasher<User> Hasher =
        new(Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }));

    public static async Task Seed(IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var read = scope.ServiceProvider.GetRequiredService<TollgateDb>();
        if (await read.Users.AnyAsync(cancellation))
            return;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var user = new User
        {
            Id = Guid.CreateVersion7(now),
            UserName = "admin",
            NormalizedUserName = "ADMIN",
            Roles = Roles.Admin,
            CreatedAt = now,
        };
        user.SetPassword(Hasher.HashPassword(user, "admin123"));
        user.DemoPassword = true;
        var audit = services.GetRequiredService<AuditLog>();
        await CredentialCache.Write(services.GetRequiredService<DatabaseWriter>(), Add, cancellation);

        Task<User> Add(TollgateDb db, CancellationToken running)
        {
            db.Add(user);
            audit.Add(db, "system", "user.created", "user:admin", to: Roles.Admin.Text());
            return Task.FromResult(user);
        }
    }
}
