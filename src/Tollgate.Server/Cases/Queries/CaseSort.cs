namespace Tollgate.Server.Cases.Queries;

/// <summary>Orders of the list. Equal values go by id, so that every case has one place.</summary>
enum CaseSort
{
    Newest,
    Oldest,
    Risk,
    Amount,
}

static class CaseSorts
{
    /// <summary>The column behind an order; an index begins with it, or with the status and it.</summary>
    public static string Column(this CaseSort sort) => sort switch
    {
        CaseSort.Risk => "risk",
        CaseSort.Amount => "amount_base",
        _ => "opened_at",
    };

    public static bool IsAscending(this CaseSort sort) => sort == CaseSort.Oldest;
}
