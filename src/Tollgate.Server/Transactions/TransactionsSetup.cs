using Tollgate.Server.Access;
using Tollgate.Server.Decisions;
using Tollgate.Server.Http;
using Tollgate.Server.Http.OpenApi;

namespace Tollgate.Server.Transactions;

static class TransactionsSetup
{
    public static void AddTransactions(this IServiceCollection services) => services.AddSingleton<GetTransaction>();

    public static void MapTransactions(this WebApplication app) =>
        app.MapGet("/api/transactions/{id}", app.Services.GetRequiredService<GetTransaction>().Answer)
            .WithTags("Decisions").WithSummary("A payment, its decision, its case and its labels")
            .Describes(null, typeof(TransactionResponse), Scopes.Read, "application/json")
            .TakesPath("id", "The transaction_id.").TakesExplain().Refuses(401, 403, 404, 503)
            .Limited(LimitedRequest.Detail);
}
