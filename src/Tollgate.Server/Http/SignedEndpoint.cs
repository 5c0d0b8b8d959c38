namespace Tollgate.Server.Http;

/// <summary>Tells the API description that an endpoint takes signed machine calls with this scope.</summary>
sealed record SignedEndpoint(string Scope);

/// <summary><c>.TakesSignedCalls(Scopes.Decide)</c>; the endpoint itself checks, with the body in hand.</summary>
static class SignedEndpointExtensions
{
    public static TBuilder TakesSignedCalls<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new SignedEndpoint(scope));
}
