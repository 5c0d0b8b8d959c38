using Microsoft.EntityFrameworkCore;
using Tollgate.Server.Audit;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Access.Users;

/// <summary>The user admin / admin123 of demo mode, made once, in a database that has no users.</summary>
static class DemoUser
{
    public static async Task Seed(IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TollgateDb>();
        if (await db.Users.AnyAsync(cancellation))
            return;
        var audit = scope.ServiceProvider.GetRequiredService<AuditLog>();
        await scope.ServiceProvider.GetRequiredService<UserCreation>().Create(
            "admin", "admin123", Roles.Admin, Record, cancellation);

        void Record(TollgateDb changed)
        {
            changed.Users.Local.Single().DemoPassword = true;
            audit.Add(changed, "system", "user.created", "user:admin", to: Roles.Admin.Text());
        }
    }
}
