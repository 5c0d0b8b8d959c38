namespace Tollgate.Engine.Pipeline.Replay;

/// <summary>The first decision that differs from the recorded one.</summary>
/// <param name="EventOffset">Where the transaction stands in the log of events.</param>
/// <param name="What">What differs, recorded and now, in words.</param>
public sealed record ReplayDifference(string TransactionId, long EventOffset, string What);
