namespace Tollgate.Server.Http;

/// <summary>Tells the API description that an endpoint takes signed machine calls with this scope.</summary>
sealed record SignedCall(string Scope);

/// <summary><c>.TakesSignedCalls(Scopes.Decide)</c>; the endpoint itself checks, with the body in hand.</summary>
static class SignedCallExtensions
{
    public static TBuilder TakesSignedCalls<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new SignedCall(scope));
}
