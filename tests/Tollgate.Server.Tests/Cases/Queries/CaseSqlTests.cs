using Tollgate.Server.Cases.Queries;
using Tollgate.Server.Storage.Sqlite;

namespace Tollgate.Server.Tests.Cases.Queries;

public sealed class CaseSqlTests(TrainedServer trained)
{
    readonly TollgateServer server = trained.Server;

    [Theory]
    [InlineData("where-")]
    [InlineData("where-2")]
    [InlineData("m-where-b")]
    [InlineData("t-where-")]
    [InlineData("no such thing")]
    public async Task A_text_finds_the_same_cases_whichever_way_it_is_looked_up(string text)
    {
        await server.CaseOf("where-1", 2);
        await server.CaseOf("where-2", 2);
        await server.Payments.Burst("where-3", 2, merchant: "m-where-b");
        await Eventually.Is(() =>
            server.OpenCaseOf("where-3"), one => one.ValueKind == System.Text.Json.JsonValueKind.Object);

        var few = await Ids(new CaseFilter { Text = text, Status = CaseStatus.Open });
        var many = await Ids(new CaseFilter { Text = text, Status = CaseStatus.Open, TextHasManyHits = true });

        Assert.Equal(few, many);
        Assert.Equal(text switch { "where-" or "t-where-" => 3, "no such thing" => 0, _ => 1 }, few.Count);
    }

    [Theory]
    [InlineData("m-burst-0", "merchant")]
    [InlineData("m-burst-0", null)]
    [InlineData("u-hot-1", "user")]
    [InlineData("u-hot-1", null)]
    [InlineData("d-u-hot-1", "device")]
    [InlineData("c-u-hot-1-0", "card")]
    [InlineData("nobody", null)]
    public async Task An_entity_finds_the_same_cases_whichever_way_it_is_looked_up(string entity, string? kind)
    {
        await server.CaseOf("u-hot-1", 2);
        await server.CaseOf("u-hot-2", 2);

        var few = await Ids(new CaseFilter { Entity = entity, EntityKind = kind, Status = CaseStatus.Open });
        var many = await Ids(new CaseFilter
        {
            Entity = entity,
            EntityKind = kind,
            Status = CaseStatus.Open,
            EntityHasManyHits = true,
        });

        Assert.Equal(few, many);
        Assert.Equal(entity == "nobody", few.Count == 0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("merchant")]
    public async Task A_page_of_an_entity_that_most_cases_name_follows_an_index_and_sorts_nothing(string? kind)
    {
        await using var own = await TollgateServer.Start();
        await own.Put("u-everyone", 2_500, merchant: "m-hot");
        using var connection = new ReadConnection(own.Settings);
        var plain = new CaseFilter { Entity = "m-hot", EntityKind = kind, Sort = CaseSort.Risk };

        var hot = plain.Probed(connection);
        var rare = (plain with { Entity = "m-rare" }).Probed(connection);

        Assert.True(hot.EntityHasManyHits);
        Assert.False(rare.EntityHasManyHits);
        Assert.DoesNotContain("ORDER BY", Plan(hot));
        Assert.Contains("ORDER BY", Plan(rare));

        string Plan(CaseFilter filter)
        {
            var (where, column) = (CaseSql.Of(filter), filter.Unindexed + filter.Sort.Column());
            using var rows = connection.Read(
                $"EXPLAIN QUERY PLAN SELECT * FROM cases{where} ORDER BY {column} DESC, id DESC LIMIT 50",
                where.Values);
            var plan = new StringBuilder();
            while (rows.Read())
                plan.AppendLine(rows.GetString(3));
            return plan.ToString();
        }
    }

    Task<List<string>> Ids(CaseFilter filter) => server.Database(async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        var where = CaseSql.Of(filter);
        command.CommandText = $"SELECT id FROM cases{where} ORDER BY {filter.Unindexed}id";
        foreach (var (name, value) in where.Values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        var ids = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            ids.Add(rows.GetString(0));
        return ids;
    });
}
