using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Tollgate.Server.Http;
using Tollgate.Server.Http.Bodies;

namespace Tollgate.Server.Access.Sessions;

/// <summary>The parameters of a token request. RFC 6749 3.2: sent once, and empty is the same as absent.</summary>
sealed class OAuthForm
{
    const int MaxBytes = 64 * 1024;

    readonly Dictionary<string, StringValues> form;

    OAuthForm(Dictionary<string, StringValues> form) => this.form = form;

    /// <summary>Null when a parameter stands in it twice, or there are too many. Forbids storing the answer.</summary>
    /// <exception cref="ProblemException">The body is no form, or too large.</exception>
    public static async Task<OAuthForm?> Read(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Pragma = "no-cache";
        if (MediaTypes.RefuseUnlessForm(http.Request) is { } refusal)
            throw new ProblemException(refusal);
        // Whoever asks is not known yet, and a form of a few fields is small.
        using var body = await RequestBytes.Read(http.Request, MaxBytes);
        if (body.TooLarge)
            throw new ProblemException(Problems.TooLarge("A form may have 64 KiB."));
        try
        {
            var form = new FormReader(Encoding.UTF8.GetString(body.Span)).ReadForm();
            return form.Values.Any(values => values.Count > 1) ? null : new OAuthForm(form);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    public string? Optional(string name) =>
        form.GetValueOrDefault(name).ToString() is { Length: > 0 } value ? value : null;

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
