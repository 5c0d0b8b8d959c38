using Tollgate.Server.Storage.Sqlite;

namespace Tollgate.Server.Cases.Queries;

/// <summary>One page of cases.</summary>
/// <param name="Items">In the order asked for.</param>
/// <param name="NextCursor">For the next page; null on the last.</param>
/// <param name="Total">Cases of all pages, exact; null when nobody asked to count them.</param>
sealed record CasePage(List<CaseSummary> Items, string? NextCursor, long? Total);

/// <summary>Reads pages of cases: the query that every open dashboard repeats.</summary>
sealed class CaseList(ReadPool reads, CaseCounter counter)
{
    public async ValueTask<CasePage> Read(CaseFilter filter, CancellationToken cancellation)
    {
        var total = await Total(filter, cancellation);
        return await reads.Read(
            connection =>
            {
                var items = new List<CaseSummary>(filter.Limit);
                var probed = filter.Probed(connection);
                var next = CaseQuery.Page(connection, probed, row => items.Add(new(CaseRow.Read(row))));
                return new CasePage(items, next?.Text(), total ?? Counted(connection, probed));
            },
            cancellation);
    }

    /// <summary>The same as JSON.</summary>
    public async ValueTask<byte[]> ReadJson(CaseFilter filter, CancellationToken cancellation)
    {
        var total = await Total(filter, cancellation);
        return await reads.Read(
            connection =>
            {
                var probed = filter.Probed(connection);
                var json = CaseJson.Begin();
                var next = CaseQuery.Page(connection, probed, json.Add);
                return json.End(next?.Text(), total ?? Counted(connection, probed));
            },
            cancellation);
    }

    /// <summary>Before the page has its connection, as counting wants one as well.</summary>
    async ValueTask<long?> Total(CaseFilter filter, CancellationToken cancellation) =>
        filter.OnlyStatus ? (await counter.Get(cancellation)).Of(filter.Status) : null;

    static long? Counted(ReadConnection connection, CaseFilter filter) =>
        filter.Count ? CaseQuery.Count(connection, filter) : null;
}
