namespace Tollgate.Server.Access;

/// <summary>Everything about who is calling.</summary>
static class AccessApi
{
    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        routes.MapToken();
        routes.MapSession();
        routes.MapUsers();
        routes.MapKeys();
    }
}
