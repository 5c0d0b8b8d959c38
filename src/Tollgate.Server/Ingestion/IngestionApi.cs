namespace Tollgate.Server.Ingestion;

/// <summary>Transactions and labels in, decisions out.</summary>
static class IngestionApi
{
    public static void MapIngestion(this WebApplication app)
    {
        app.MapPost("/api/decisions", app.Services.GetRequiredService<DecideOne>().Answer);
        app.MapPost("/api/decisions/batch", app.Services.GetRequiredService<DecideBatch>().Answer);
        app.MapPost("/api/labels", app.Services.GetRequiredService<TakeLabels>().Answer);
        app.MapGet("/api/transactions/{id}", app.Services.GetRequiredService<ReadTransaction>().Answer);
    }
}
