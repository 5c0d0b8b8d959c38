using System.Text.Json;

namespace Tollgate.Server.Labels;

/// <summary>The shape of the answer to labels.</summary>
sealed record LabelsResponse(int Accepted, int Unchanged, RejectedLabel[] Rejected);

/// <param name="Index">Of the label in the array, from 0.</param>
/// <param name="Error">A problem.</param>
sealed record RejectedLabel(int Index, string? TransactionId, Dictionary<string, JsonElement> Error);
