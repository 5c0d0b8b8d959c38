using System.Text.Json;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Http;

namespace Tollgate.Server.Decisions;

/// <summary>One line of a batch: its submission and the pending result, or the problem it was refused with.</summary>
/// <param name="Number">Counted from 1, empty lines included.</param>
/// <param name="Submission">What the gate was handed; null when the line was refused.</param>
/// <param name="TransactionId">Of a refused line, as far as it could be read.</param>
readonly record struct BatchLine(
    int Number,
    TransactionSubmission? Submission,
    ValueTask<SubmitResult> Result,
    Problem? Problem,
    string? TransactionId)
{
    public static BatchLine Refused(int number, Problem problem, ReadOnlySpan<byte> line) =>
        new(number, null, default, problem, FindId(line));

    static string? FindId(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                var found = reader.ValueTextEquals("transaction_id"u8);
                reader.Read();
                if (found)
                    return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
        return null;
    }
}
