using Tollgate.Engine.Transactions;

namespace Tollgate.Server.Import;

/// <summary>Which column of a file is which field of a transaction; YAML, see <see cref="MapFile"/>.</summary>
/// <param name="Attributes">Columns that become attributes.</param>
/// <param name="Delimiter">Between the fields of a CSV file.</param>
sealed record ImportMap(
    IReadOnlyList<FieldMap> Fields, LabelMap? Label, IReadOnlyList<string> Attributes, byte Delimiter = (byte)',');

/// <param name="Column">Null: always the default.</param>
/// <param name="Default">For every row whose column is empty.</param>
/// <param name="Time">For a time: how it is written.</param>
/// <param name="Scale">For an amount: minor units in one unit of the column.</param>
sealed record FieldMap(Field Field, string? Column, byte[] Default, TimeFormat? Time = null, long Scale = 1);

/// <summary>What tells that a payment was fraud, and since when that was known.</summary>
/// <param name="Fraud">Values of the column that mean fraud; every other one says nothing.</param>
/// <param name="ReportedAt">Column with the time of the report; null where a delay is given.</param>
/// <param name="Delay">From the payment to its report.</param>
sealed record LabelMap(string Column, IReadOnlyList<byte[]> Fraud, FieldMap? ReportedAt, TimeSpan Delay);
