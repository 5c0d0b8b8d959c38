using Tollgate.Server.Tests.Fuzzing.Wire;

namespace Tollgate.Server.Tests.Fuzzing;

/// <summary>What holds for every answer, whatever was asked.</summary>
static class AnswerChecks
{
    /// <summary>Null when there is nothing to object to.</summary>
    public static string? Objection(FuzzRequest request, RawResponse answer)
    {
        // 505 says that the caller's version of HTTP is not spoken here: the one refusal among the failures.
        if (answer.Status >= 500 && answer.Status != 505)
            return $"answered {answer.Status}";
        if (Lacks(answer) is { } header)
            return $"answered {answer.Status} without {header}";
        if (answer.Body.Length == 0 || answer.IsStream)
        {
            var mustSpeak = answer.Status >= 400 && request.Method != "HEAD" && !IsByKestrel(answer);
            return mustSpeak ? "refused without a word" : null;
        }
        return answer.MediaType switch
        {
            "application/problem+json" => IsProblem(answer) ? null : "is no problem, but says so",
            "application/json" when !IsJson(answer.Text) => "is no JSON, but says so",
            "application/x-ndjson" when !answer.Text.Split('\n').All(line => line.Length == 0 || IsJson(line)) =>
                "is no JSON lines, but says so",
            // RFC 6749 has a shape of its own.
            "application/json" when request.Route is "POST /api/token" or "POST /api/revoke" => null,
            _ when answer.Status >= 400 => $"refused with {answer.Status} as {answer.MediaType ?? "nothing"}",
            _ => null,
        };
    }

    /// <summary>The header that RFC 9110 asks of the status, where it is not there.</summary>
    static string? Lacks(RawResponse answer)
    {
        var header = answer.Status switch
        {
            401 => "WWW-Authenticate",
            405 => "Allow",
            416 => "Content-Range",
            429 or 503 => "Retry-After",
            _ => null,
        };
        return header is null || answer.Header(header) is not null ? null : header;
    }

    /// <summary>What is not HTTP is refused before the application sees it, without a body.</summary>
    static bool IsByKestrel(RawResponse answer) => answer.Closes && answer.Header("X-Content-Type-Options") is null;

    static bool IsProblem(RawResponse answer)
    {
        try
        {
            using var problem = JsonDocument.Parse(answer.Body);
            var root = problem.RootElement;
            return root.GetProperty("status").GetInt32() == answer.Status
                && root.GetProperty("type").GetString()!.StartsWith("urn:tollgate:problem:", StringComparison.Ordinal)
                && root.GetProperty("title").GetString() is { Length: > 0 };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
