using Microsoft.OpenApi;
using Tollgate.Server.Http.OpenApi;

namespace Tollgate.Server.Cases.Queries;

/// <summary>Describes the query of the list: it is read by hand, to refuse each wrong parameter by its name.</summary>
static class CaseOpenApi
{
    public static TBuilder TakesFilter<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint
            .TakesQuery("status", "Where the case stands.", OpenApiDetails.Text(CaseStatusNames.Choices.Split(", ")))
            .TakesQuery("assignee", "A user name; me; or none, for cases that are nobody's.")
            .TakesQuery("min_risk", "From 0 to 1, such as 0.995.", new() { Type = JsonSchemaType.Number })
            .TakesQuery("entity", "user:ID, card:ID, merchant:ID or device:ID; an id alone means any of them.")
            .TakesQuery("text", "How a case id, user, transaction id or merchant begins.")
            .TakesQuery("from", "Opened at or after this time.", OpenApiDetails.Time)
            .TakesQuery("to", "Opened before this time.", OpenApiDetails.Time)
            .TakesQuery(
                "sort", "newest when absent.", OpenApiDetails.Text("newest", "oldest", "risk", "amount"));

    public static TBuilder TakesPage<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint
            .TakesQuery(
                "limit", "Cases a page, 50 when absent.",
                new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "200" })
            .TakesQuery("cursor", "The next_cursor of a page of the same query.")
            .TakesQuery(
                "count", "true counts all pages; without it total is given for no filter or status only.",
                new() { Type = JsonSchemaType.Boolean });
}
