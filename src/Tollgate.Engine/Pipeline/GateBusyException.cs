namespace Tollgate.Engine.Pipeline;

/// <summary>The gate takes no question now; the same may succeed a moment later.</summary>
public sealed class GateBusyException(string message) : IOException(message);
