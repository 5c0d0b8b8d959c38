using System.Text.Json.Serialization;

namespace Tollgate.Server.Cases.Workflow;

/// <summary>What PATCH changes: <c>{status?, assignee?}</c>. A null assignee gives the case back.</summary>
class CaseChange
{
    public CaseStatus? Status { get; init; }

    public string? Assignee
    {
        get;
        init
        {
            field = value;
            HasAssignee = true;
        }
    }

    /// <summary>Absent and null are not the same here.</summary>
    [JsonIgnore]
    public bool HasAssignee { get; private init; }

    [JsonIgnore]
    public bool IsEmpty => Status is null && !HasAssignee;
}
