using System.Text.Json.Serialization;
using Tollgate.Server.Http;

namespace Tollgate.Server.Labels;

// The shapes that PostLabels writes by hand; a test holds them together.

/// <summary>What became of the labels.</summary>
/// <param name="Accepted">How many were new.</param>
/// <param name="Unchanged">How many said what was known.</param>
sealed record LabelsResponse(int Accepted, int Unchanged, RejectedLabel[] Rejected);

/// <summary>A label of an array that was refused; one sent alone is answered by the problem itself.</summary>
/// <param name="Index">Of the label in the array, from 0.</param>
/// <param name="TransactionId">As far as it could be read.</param>
sealed record RejectedLabel(
    int Index,
    ProblemResponse Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TransactionId = null);
