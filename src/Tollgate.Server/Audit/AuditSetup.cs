namespace Tollgate.Server.Audit;

static class AuditSetup
{
    public static void AddAudit(this IServiceCollection services) => services.AddSingleton<AuditLog>();
}
