using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Tollgate.Server.Access.Sessions;

/// <summary>Turns the bearer token of a request into its <see cref="Caller"/>.</summary>
sealed class BearerTokens(AccessTokens tokens, ValidatedTokens validated) : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = tokens.Validation;
        options.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                var token = (JsonWebToken)context.SecurityToken;
                validated.Add(token);
                if (tokens.CallerOf(token) is { } caller)
                    context.Principal = new CallerPrincipal(caller, token, JwtBearerDefaults.AuthenticationScheme);
                else
                    context.Fail("The user, key or session of this token is no more.");
                return Task.CompletedTask;
            },
        };
    }
}
