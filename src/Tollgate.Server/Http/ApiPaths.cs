namespace Tollgate.Server.Http;

/// <summary>Which paths belong to the API and never to the dashboard.</summary>
static class ApiPaths
{
    static readonly string[] Machine = ["/api", "/internal", "/health", "/metrics", "/openapi"];

    public static bool Contains(PathString path)
    {
        foreach (var prefix in Machine)
        {
            if (path.StartsWithSegments(prefix))
                return true;
        }

        return false;
    }
}
