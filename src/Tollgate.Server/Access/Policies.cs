using Microsoft.AspNetCore.Authorization;

namespace Tollgate.Server.Access;

/// <summary>Who may call an endpoint, by name: <c>.RequireAuthorization(Policies.Read)</c>.</summary>
static class Policies
{
    /// <summary>Any bearer, a machine's too.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>Analyst and above, and auditors.</summary>
    public const string Read = nameof(Read);

    /// <summary>Analyst and above.</summary>
    public const string WorkCases = nameof(WorkCases);

    /// <summary>Lead and admin.</summary>
    public const string Lead = nameof(Lead);

    public const string Admin = nameof(Admin);

    /// <summary>Auditor and admin.</summary>
    public const string ReadAudit = nameof(ReadAudit);

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser());
        Allow(Read, Roles.Analyst | Roles.Auditor);
        Allow(WorkCases, Roles.Analyst);
        Allow(Lead, Roles.Lead);
        Allow(Admin, Roles.Admin);
        Allow(ReadAudit, Roles.Auditor | Roles.Admin);

        void Allow(string name, Roles anyOf) => options.AddPolicy(name, policy => policy
            .RequireAuthenticatedUser()
            .RequireAssertion(request => request.User is CallerPrincipal user && user.Caller.Has(anyOf)));
    }
}
