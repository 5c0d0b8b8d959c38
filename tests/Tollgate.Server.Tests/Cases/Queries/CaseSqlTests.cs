using Tollgate.Server.Cases.Queries;

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
