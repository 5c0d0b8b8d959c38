using Tollgate.Server.Access;
using Tollgate.Server.Http;

namespace Tollgate.Server.Transactions;

static class TransactionsSetup
{
    public static void AddTransactions(this IServiceCollection services) => services.AddSingleton<GetTransaction>();

    public static void MapTransactions(this WebApplication app) =>
        app.MapGet("/api/transactions/{id}", app.Services.GetRequiredService<GetTransaction>().Answer)
            .WithTags("Decisions").WithSummary("A transaction, its decision, its case and its labels, newest first")
            .Describes(null, typeof(TransactionResponse), Scopes.Read, "application/json");
}
