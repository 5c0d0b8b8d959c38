namespace Tollgate.Server.Http.OpenApi;

/// <summary>Tells the API description that an endpoint takes signed machine calls with this scope.</summary>
/// <param name="Once">It takes nothing else, and each call only once.</param>
sealed record SignedEndpoint(string Scope, bool Once);

/// <summary><c>.TakesSignedCalls(Scopes.Decide)</c>; the endpoint itself checks, with the body in hand.</summary>
static class SignedEndpointExtensions
{
    public static TBuilder TakesSignedCalls<TBuilder>(this TBuilder endpoint, string scope, bool once = false)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new SignedEndpoint(scope, once));
}
