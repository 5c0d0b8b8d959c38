using Microsoft.Data.Sqlite;
using Tollgate.Engine.Decisions;
using Tollgate.Server.Cases;
using Tollgate.Server.Storage;

namespace Tollgate.Benchmarks.Driving;

/// <summary>
/// Cases that nobody had to wait for: two in five open, most of them nobody's, with a payment and reasons each, as a
/// year of analysts' work leaves them.
/// </summary>
static class ManyCases
{
    const int AtOnce = 1_000;
    static readonly DateTimeOffset First = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task Fill(string folder, int count)
    {
        var settings = ServerSettings.Of(folder);
        var random = new Random(1);
        for (var from = 0; from < count; from += AtOnce)
        {
            await using var db = Database.Open(settings);
            for (var i = from; i < Math.Min(from + AtOnce, count); i++)
                db.Add(Case(i, random));
            await db.SaveChangesAsync();
        }
        SqliteConnection.ClearAllPools();
    }

    static Case Case(int i, Random random)
    {
        var openedAt = First.AddSeconds(i * 300L);
        var status = (CaseStatus)(i % 5 < 2 ? 0 : 1 + i % 2);
        var found = new Case
        {
            Id = Guid.CreateVersion7(openedAt),
            UserId = $"user-{i:D6}",
            Status = status,
            Source = "gate",
            OpenedAt = openedAt,
            ClosedAt = status == CaseStatus.Open ? null : openedAt.AddHours(3),
            Assignee = random.Next(4) == 0 ? $"analyst-{random.Next(8)}" : null,
        };
        var amount = random.Next(100, 500_000);
        var payment = new CaseTransaction
        {
            TransactionId = Guid.CreateVersion7(openedAt).ToString(),
            EventTime = openedAt,
            AmountMinor = amount,
            AmountBase = amount,
            Currency = "EUR",
            MerchantId = $"merchant-{random.Next(5_000):D4}",
            MerchantCategory = "5732",
            CardId = $"card-{i:D6}",
            DeviceId = $"device-{i:D6}",
            Country = "DE",
            Channel = "ecom",
            Decision = i % 10 == 0 ? DecisionKind.Block : DecisionKind.Review,
            Risk = 0.995 + (random.NextDouble() * 0.005),
            Reasons = Reasons(random),
            DecidedAt = openedAt,
        };
        found.Take(payment, openedAt.AddHours(1));
        return found;
    }

    static string Reasons(Random random)
    {
        return $"[{One("user_count_60s", "{0} payments in 60 s; usual: 1")},"
            + $"{One("user_amount_ratio", "{0} times the user's mean; usual: 1")},"
            + $"{One("device_users_1d", "{0} users on the device in 1 d; usual: 1")},"
            + $"{One("merchant_count_1h", "{0} payments at the merchant in 1 h; usual: 4")}]";

        string One(string code, string text) =>
            $$"""{"code":"{{code}}","text":"{{string.Format(text, random.Next(5, 99))}}","contribution":"""
            + $"0.0{random.Next(100_000, 999_999)}}}";
    }
}
