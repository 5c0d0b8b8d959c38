using Tollgate.Server.Access.Keys;
using Tollgate.Server.Access.Sessions;
using Tollgate.Server.Access.Users;

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
