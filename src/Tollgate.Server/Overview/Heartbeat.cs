namespace Tollgate.Server.Overview;

/// <summary>Every 5 s: the server lives, and this is how much goes through.</summary>
/// <param name="Now">The server's clock.</param>
/// <param name="Rate">Decisions a second over the last 10 s.</param>
/// <param name="Open">Open cases.</param>
sealed record Heartbeat(DateTimeOffset Now, double Rate, long Open);
