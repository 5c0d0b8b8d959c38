namespace Tollgate.Server.Import;

/// <summary>What became of the rows of an import.</summary>
/// <param name="Imported">Payments that are new in the log.</param>
/// <param name="AlreadyThere">Payments that the log held before, with equal fields.</param>
/// <param name="Frauds">Payments with the label fraud, those already labelled included.</param>
/// <param name="RejectsFile">Null when none was rejected.</param>
sealed record ImportSummary(
    long Rows, long Imported, long AlreadyThere, long Frauds, long Rejected, string? RejectsFile, double Seconds)
{
    public double RowsPerSecond => Math.Round(Rows / Math.Max(Seconds, 0.001));
}
