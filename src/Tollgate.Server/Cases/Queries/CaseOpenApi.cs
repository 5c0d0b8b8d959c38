using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tollgate.Server.Cases.Queries;

/// <summary>What the API description cannot read from the code.</summary>
static class CaseOpenApi
{
    static readonly (string Name, string Text)[] Parameters =
    [
        ("status", $"One of {CaseStatusNames.Choices}."),
        ("assignee", "A user name; me; or none, for cases that are nobody's."),
        ("min_risk", "From 0 to 1, such as 0.995."),
        ("entity", "user:ID, card:ID, merchant:ID or device:ID; an id alone means any of them."),
        ("text", "How a case id, user, transaction id or merchant begins."),
        ("from", "Opened at or after this time, RFC 3339."),
        ("to", "Opened before this time, RFC 3339."),
        ("sort", "newest (default), oldest, risk or amount."),
        ("limit", "From 1 to 200, default 50."),
        ("cursor", "The next_cursor of a page of the same query."),
        ("count", "true counts all pages; without it total is given for no filter or status only."),
    ];

    /// <summary>The query of the list, which is read by hand to refuse each wrong parameter by its name.</summary>
    public static Task Filter(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        operation.Parameters = [.. Parameters.Select(one => new OpenApiParameter
        {
            Name = one.Name,
            In = ParameterLocation.Query,
            Description = one.Text,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        })];
        return Task.CompletedTask;
    }
}
