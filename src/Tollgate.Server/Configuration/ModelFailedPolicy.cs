namespace Tollgate.Server.Configuration;

/// <summary>The decision when a model is there but cannot score.</summary>
enum ModelFailedPolicy
{
    Review,
    Approve,
}
