namespace Tollgate.Server.Tests.Cases.Projection;

public sealed class CaseProjectionTests(TrainedServer trained)
{
    readonly TollgateServer server = trained.Server;

    [Fact]
    public async Task A_burst_of_sixty_payments_is_one_case()
    {
        var risky = await server.Payments.Burst("u-sixty", 60);
        Assert.True(risky.Count > 30, $"{risky.Count} of 60 payments were risky.");

        var found = await Eventually.Is(
            () => server.OpenCaseOf("u-sixty"),
            one => one.ValueKind == JsonValueKind.Object && one.Int("transaction_count") == risky.Count);

        var detail = await server.Admin.GetJson($"/api/cases/{found.Text("id")}");
        var page = await server.Admin.GetJson($"/api/cases/{found.Text("id")}/transactions?limit=200");
        var transactions = page.List("items").ToList();
        Assert.Equal(risky.Order(), transactions.Select(one => one.Text("transaction_id")).Order());
        Assert.Equal(
            transactions.Max(one => one.GetProperty("risk").GetDouble()), found.GetProperty("risk").GetDouble());
        Assert.Contains(found.Text("transaction_id"), risky);
        Assert.Equal("block", found.Text("decision"));
        Assert.Equal("gate", found.Text("source"));
        Assert.NotEmpty(found.List("reasons"));
        Assert.Equal(60 - risky.Count, detail.List("evidence").Count());
    }

    [Fact]
    public async Task A_closed_case_takes_no_more_payments()
    {
        var first = await server.CaseOf("u-again");
        await server.Close(first, "FALSE_POSITIVE");

        var second = await server.CaseOf("u-again");

        Assert.NotEqual(first.Text("id"), second.Text("id"));
        var detail = await server.Admin.GetJson($"/api/cases/{second.Text("id")}");
        Assert.Equal(
            first.Int("transaction_count"),
            detail.List("evidence").Count(one => one.GetProperty("label").GetString() == "genuine"));
    }

    [Fact]
    public async Task The_database_refuses_a_second_open_case_of_a_user()
    {
        var found = await server.CaseOf("u-constraint");
        var copy = new Case
        {
            Id = Guid.CreateVersion7(),
            UserId = "u-constraint",
            Source = "gate",
            OpenedAt = DateTimeOffset.UnixEpoch,
        };

        await Assert.ThrowsAsync<DbUpdateException>(() => server.Database(async db =>
        {
            db.Add(copy);
            return await db.SaveChangesAsync();
        }));
        Assert.Equal(found.Text("id"), (await server.OpenCaseOf("u-constraint")).Text("id"));
    }

    [Fact]
    public async Task The_database_refuses_a_payment_in_two_cases()
    {
        var found = await server.CaseOf("u-two");
        var other = await server.CaseOf("u-two-other");

        await Assert.ThrowsAsync<DbUpdateException>(() => server.Database(async db =>
        {
            db.Add(new CaseTransaction
            {
                TransactionId =
                    found.Text("transaction_id"),
                CaseId = other.GetProperty("id").GetGuid(),
                DecidedAt = DateTimeOffset.UnixEpoch,
            });
            return await db.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task A_start_in_the_middle_of_the_alerts_makes_each_case_once()
    {
        await using var own = await TollgateServer.Start(model: true);
        var found = await own.CaseOf("u-restart", 10);
        await own.Stop();
        await own.StartAgain();
        // As if the process had died between the alerts and the stored offset.
        await own.Database(db =>
            db.Set<Checkpoint>().Where(row => row.Name == Checkpoint.Cases)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Position, 0)));
        await own.Stop();

        await own.StartAgain();
        var ready = await Eventually.Is(() => own.Admin.Get("/health/ready"), answer => answer.IsSuccess);

        Assert.True(ready.IsSuccess);
        var after = await own.OpenCaseOf("u-restart");
        Assert.Equal(found.Text("id"), after.Text("id"));
        Assert.Equal(found.Int("transaction_count"), after.Int("transaction_count"));
        Assert.Equal(1, (await own.Admin.GetJson("/api/cases")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task A_gate_whose_cases_cannot_be_written_is_not_ready_and_catches_up()
    {
        await using var own = await TollgateServer.Start(model: true);
        await own.Database(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE case_transactions RENAME TO away"));

        var risky = await own.Payments.Burst("u-away", 5);
        var notReady = await Eventually.Is(() => own.Admin.Get("/health/ready"), answer => !answer.IsSuccess);
        Assert.Equal(503, (int)notReady.Status);
        Assert.Contains(
            "cases", notReady["missing"].EnumerateObject().Select(one => one.Name));

        await own.Database(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE away RENAME TO case_transactions"));
        await Eventually.Is(() => own.Admin.Get("/health/ready"), answer => answer.IsSuccess);
        Assert.Equal(risky.Count, (await own.OpenCaseOf("u-away")).Int("transaction_count"));
    }
}
