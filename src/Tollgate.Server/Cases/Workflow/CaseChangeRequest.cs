using System.Text.Json.Serialization;

namespace Tollgate.Server.Cases.Workflow;

/// <summary>What changes of a case: its status, its assignee or both. A null assignee gives it back.</summary>
class CaseChangeRequest
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
