using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Tollgate.Server.Access.Sessions;

/// <summary>The parameters of a token request. RFC 6749 3.2: sent once, and empty is the same as absent.</summary>
sealed class OAuthForm
{
    const int MaxBytes = 64 * 1024;

    readonly IFormCollection form;

    OAuthForm(IFormCollection form) => this.form = form;

    /// <summary>Null when there is no form, or a parameter stands in it twice. Forbids storing the answer.</summary>
    public static async Task<OAuthForm?> Read(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Pragma = "no-cache";
        if (http.Request.ContentType?.StartsWith(
            "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
        {
            return null;
        }
        // Whoever asks is not known yet, and a form of a few fields is small.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBytes;
        try
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            return form.Any(field => field.Value.Count > 1) ? null : new OAuthForm(form);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    public string? Optional(string name) => form[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>The client, by HTTP Basic or in the form.</summary>
    public (string? Id, string? Secret) Client(string? authorization)
    {
        if (authorization?.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) != true)
            return (Optional("client_id"), Optional("client_secret"));
        var bytes = new byte[authorization.Length];
        if (!Convert.TryFromBase64String(authorization[6..].Trim(), bytes, out var length))
            return (null, null);
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts.Length == 2
            ? (Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1]))
            : (null, null);
    }
}
