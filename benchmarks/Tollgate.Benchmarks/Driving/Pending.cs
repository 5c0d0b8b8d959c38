using Tollgate.Engine.Pipeline;

namespace Tollgate.Benchmarks.Driving;

/// <summary>A payment at the gate, and its answer to come.</summary>
readonly record struct Pending(TransactionSubmission Submission, ValueTask<SubmitResult> Result);
