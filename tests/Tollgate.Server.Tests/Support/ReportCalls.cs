namespace Tollgate.Server.Tests.Support;

/// <summary>Reports payments as another system does, and reads what became of them.</summary>
static class ReportCalls
{
    public static async Task<JsonElement> Report(
        this Machine key, string transactionId, string userId, double? risk = null, string? reason = null)
    {
        object[] reasons = reason is null ? [] : [reason];
        var report = new { transaction_id = transactionId, user_id = userId, risk, reasons };
        var answer = await key.Post(
            "/internal/cases", JsonSerializer.SerializeToUtf8Bytes(report), nonce: Guid.NewGuid().ToString("N"));
        return answer.EnsureSuccess().Json;
    }

    /// <summary>Actions with what changed, oldest first.</summary>
    public static async Task<List<string>> HistoryOf(this TollgateServer server, string caseId)
    {
        var (detail, _) = await server.Admin.ReadCase(caseId);
        return [.. detail.List("history").Select(
            line => $"{line.Text("actor")} {line.Text("action")} {line.Text("from")} > {line.Text("to")}")];
    }

    /// <summary>The audit entries of a case, oldest first.</summary>
    public static Task<List<string>> AuditOf(this TollgateServer server, string caseId) => server.Database(
        async db => (await db.AuditEntries.Where(entry => entry.Object == "case:" + caseId)
                .OrderBy(entry => entry.Id).ToListAsync())
            .ConvertAll(entry => $"{entry.Actor} {entry.Action} {entry.From} > {entry.To}"));
}
