using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Tollgate.Server.Http;

/// <summary>The built dashboard, where there is one: hashed assets for ever, index.html for its routes.</summary>
static class Dashboard
{
    public static void UseDashboard(this WebApplication app)
    {
        var files = app.Environment.WebRootFileProvider;
        if (!files.GetFileInfo("index.html").Exists)
            return;
        var types = new FileExtensionContentTypeProvider();
        app.UseStaticFiles(new StaticFileOptions
        {
            ContentTypeProvider = types,
            OnPrepareResponse = served => served.Context.Response.Headers.CacheControl =
                served.Context.Request.Path.StartsWithSegments("/assets")
                    ? "public, max-age=31536000, immutable"
                    : "no-cache",
        });
        app.Use((http, next) =>
            http.GetEndpoint() is null && IsPage(http.Request) ? SendIndex(http, files) : next(http));
    }

    // A path whose last part has a dot is a file that is not there.
    static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !ApiPaths.Contains(request.Path)
        && !Path.HasExtension(request.Path.Value);

    static Task SendIndex(HttpContext http, IFileProvider files)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        return HttpMethods.IsHead(http.Request.Method)
            ? Task.CompletedTask
            : http.Response.SendFileAsync(files.GetFileInfo("index.html"), http.RequestAborted);
    }
}
