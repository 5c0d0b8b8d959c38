using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Tollgate.Server.Access.Keys;
using Tollgate.Server.Access.Sessions;
using Tollgate.Server.Access.Signing;
using Tollgate.Server.Access.Users;
using Tollgate.Server.Configuration;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Access;

/// <summary>Wires up who may do what.</summary>
static class AccessSetup
{
    public static void AddAccess(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(_ => MasterKey.Load(settings));
        services.AddSingleton<CredentialCache>();
        services.AddSingleton<KeyMaker>();
        services.AddSingleton<TokenSecret>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<ValidatedTokens>();
        services.AddSingleton<Nonces>();
        services.AddSingleton<RequestAuthenticator>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<FailedSignIns>();
        services.AddSingleton<PasswordVerifier>();
        services.AddScoped<RefreshTokens>();
        services.AddScoped<SignIn>();
        services.AddUserAccounts();
        services.AddHealthChecks().AddCheck<KeysHealth>("keys");
        services.AddHostedService<AccessInitializer>();
        services.AddHostedService<AccessMaintenance>();
        services.ConfigureOptions<BearerTokens>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        // It would make keys for cookies, which are not used here, in the home folder, at every first start.
        services.Remove(services.Single(part => part.ImplementationType?.Name == "DataProtectionHostedService"));
        services.AddAuthorization(Policies.Add);
    }

    /// <summary>Identity's users and password hashing, over our own table and transactions.</summary>
    public static void AddUserAccounts(this IServiceCollection services)
    {
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services.AddIdentityCore<User>(options =>
        {
            options.Password.RequiredLength = 8;
            options.Password.RequireDigit = false;
            options.Password.RequireLowercase = false;
            options.Password.RequireUppercase = false;
            options.Password.RequireNonAlphanumeric = false;
        });
        services.AddScoped<UserCreation>();
        services.AddScoped<IUserStore<User>>(provider =>
            new UserOnlyStore<User, TollgateDb, Guid>(provider.GetRequiredService<TollgateDb>())
            {
                // Saved by the caller, together with the audit entry.
                AutoSaveChanges = false,
            });
    }

    /// <summary>
    /// Reads the token where one was sent. Signed machine calls carry none and skip the whole of authentication.
    /// </summary>
    public static void UseAccess(this IApplicationBuilder app)
    {
        // Else the host adds authentication for all requests, as it does not see the one inside the branch.
        app.Properties["__AuthenticationMiddlewareSet"] = true;
        var validated = app.ApplicationServices.GetRequiredService<ValidatedTokens>();
        app.UseWhen(
            http => http.Request.Headers.Authorization.Count > 0 && !validated.Recognize(http),
            bearer => bearer.UseAuthentication());
        app.UseAuthorization();
    }
}
