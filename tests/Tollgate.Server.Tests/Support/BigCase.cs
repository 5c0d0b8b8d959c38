namespace Tollgate.Server.Tests.Support;

/// <summary>Cases larger than a test could make by payments, put into the database as the server would have.</summary>
static class BigCase
{
    public static string PaymentOf(string userId, int number) => $"big-{userId}-{number:D6}";

    /// <summary>An open case with payments 1 to count, of which the gate may know some by the same ids.</summary>
    public static async Task<string> Put(this TollgateServer server, string userId, int count, string? merchant = null)
    {
        var id = Guid.CreateVersion7();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await using var db = Tollgate.Server.Storage.Database.Open(server.Settings);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO cases (id, user_id, status, risk, decision, transaction_id, amount_base, reasons, flags,
                transaction_count, source, opened_at, updated_at, version)
            VALUES ({id}, {userId}, 'OPEN', 0.999, 1, {PaymentOf(userId, 1)}, 100, '[]', 0, {count}, 'gate',
                {now}, {now}, {count});
            WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {count})
            INSERT INTO case_transactions (transaction_id, case_id, place, decision, risk, reasons, flags, decided_at,
                merchant_id)
            SELECT printf('big-%s-%06d', {userId}, i), {id}, i, 1, 0.999, '[]', 0, {now} + i, {merchant} FROM numbers;
            """);
        return id.ToString();
    }
}
