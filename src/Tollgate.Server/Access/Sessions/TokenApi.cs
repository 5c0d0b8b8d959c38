using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Tollgate.Server.Http.OpenApi;

namespace Tollgate.Server.Access.Sessions;

/// <summary>The token endpoint of RFC 6749 and revocation of RFC 7009. No cookies here.</summary>
static class TokenApi
{
    public static void MapToken(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api").WithTags("Tokens").AllowAnonymous();
        group.MapPost("/token", Token)
            .WithSummary("An access token for a password, a refresh token or a machine key")
            .Accepts<TokenRequest>("application/x-www-form-urlencoded")
            .Produces<TokenErrorResponse>(StatusCodes.Status401Unauthorized).Refuses(429);
        group.MapPost("/revoke", Revoke)
            .WithSummary("Ends the session of a refresh token")
            .Accepts<RevokeRequest>("application/x-www-form-urlencoded");
    }

    static async Task<Results<Ok<TokenResponse>, TokenRefusal>> Token(
        HttpContext http, SignIn signIn, CredentialCache keys, AccessTokens tokens)
    {
        var form = await OAuthForm.Read(http);
        if (form is null)
            return TokenRefusal.InvalidRequest("A form is needed, and no parameter twice.");
        var scopes = form.Optional("scope") is { } scope ? Scopes.Split(scope) : null;
        if (scopes is not null && scopes.Except(Scopes.All).Any())
            return new TokenRefusal("invalid_scope", $"The scopes are {Scopes.Choices}.");
        switch (form.Optional("grant_type"))
        {
            case null:
                return TokenRefusal.InvalidRequest("grant_type is required.");
            case "password":
                if (form.Optional("username") is not { } name || form.Optional("password") is not { } password)
                    return TokenRefusal.InvalidRequest("username and password are required.");
                return Answer(await signIn.Try(http, name, password, scopes));
            case "refresh_token":
                if (form.Optional("refresh_token") is not { } refreshToken)
                    return TokenRefusal.InvalidRequest("refresh_token is required.");
                return Answer(await signIn.Refresh(refreshToken, scopes, http.RequestAborted));
            case "client_credentials":
                return Machine(http, form, scopes, keys, tokens);
            default:
                return new TokenRefusal("unsupported_grant_type", "Use password, refresh_token or client_credentials.");
        }
    }

    static async Task<Results<Ok, TokenRefusal>> Revoke(HttpContext http, SignIn signIn)
    {
        var form = await OAuthForm.Read(http);
        if (form?.Optional("token") is not { } token)
            return TokenRefusal.InvalidRequest("token is required.");
        // A JWT has dots. It lives for minutes, and ends with the session of its refresh token.
        if (token.Contains('.'))
            return new TokenRefusal("unsupported_token_type", "Revoke the refresh token instead.");
        await signIn.End(http, token);
        return TypedResults.Ok();
    }

    static Results<Ok<TokenResponse>, TokenRefusal> Answer(Session? session) => session is null
        ? new TokenRefusal("invalid_grant", "The credentials or the token are not valid.")
        : TypedResults.Ok(new TokenResponse(
            session.AccessToken, "Bearer", (int)session.Lifetime.TotalSeconds, string.Join(' ', session.Scopes),
            session.RefreshToken));

    static Results<Ok<TokenResponse>, TokenRefusal> Machine(
        HttpContext http, OAuthForm form, string[]? scopes, CredentialCache keys, AccessTokens tokens)
    {
        var (id, secret) = form.Client(http.Request.Headers.Authorization);
        if (id is null || secret is null || keys.FindKey(id) is not { } key || !IsSecret(key, secret))
            return new TokenRefusal("invalid_client", "The key is not known or the secret is not its own.");
        if (scopes is not null && scopes.Except(key.Caller.Scopes).Any())
            return new TokenRefusal("invalid_scope", "The key does not have this scope.");
        var granted = scopes ?? key.Caller.Scopes;
        return TypedResults.Ok(new TokenResponse(
            tokens.ForKey(id, key, granted), "Bearer", (int)tokens.Lifetime.TotalSeconds,
            string.Join(' ', granted), RefreshToken: null));
    }

    static bool IsSecret(ActiveKey key, string secret)
    {
        Span<byte> bytes = stackalloc byte[64];
        // What is not base64url would throw further down, and the answer tell that the key exists.
        return secret.Length == Base64Url.GetEncodedLength(key.Secret.Length)
            && Base64Url.IsValid(secret)
            && Base64Url.TryDecodeFromChars(secret, bytes, out var length)
            && CryptographicOperations.FixedTimeEquals(bytes[..length], key.Secret);
    }
}
