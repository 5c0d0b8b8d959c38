using System.Buffers.Text;
using System.Text;
using Tollgate.Engine.Transactions;

namespace Tollgate.Server.Import;

/// <summary>Builds transactions from rows, by a map, under the rules for every transaction. One thread.</summary>
sealed class RowMapper
{
    readonly record struct Source(FieldMap Map, int Column);

    readonly List<string> wanted = [];
    readonly Source[] fields;
    readonly (byte[] Name, int Column)[] attributes;
    readonly LabelMap? label;
    readonly int labelColumn;
    readonly int reportColumn;

    public RowMapper(ImportMap map)
    {
        fields = [.. map.Fields.Select(field => new Source(field, field.Column is { } column ? Want(column) : -1))];
        attributes = [.. map.Attributes.Select(column => (
            Encoding.UTF8.GetBytes(column[(column.LastIndexOf('.') + 1)..]), Want(column)))];
        label = map.Label;
        labelColumn = label is null ? -1 : Want(label.Column);
        reportColumn = label?.ReportedAt?.Column is { } report ? Want(report) : -1;
    }

    /// <summary>The columns to be read, in the order of their positions.</summary>
    public IReadOnlyList<string> Wanted => wanted;

    public TransactionBuilder Builder { get; } = new();

    /// <summary>When the payment just built was reported as fraud, Unix ms; null when it was not.</summary>
    public long? ReportedAt { get; private set; }

    /// <summary>Builds the transaction of a row, or leaves in the builder's errors what is wrong.</summary>
    /// <param name="now">Unix ms.</param>
    public bool TryBuild(RowReader row, CurrencyRates rates, long now)
    {
        Builder.Reset();
        foreach (ref readonly var field in fields.AsSpan())
            Set(field.Map, field.Column < 0 ? [] : row.Value(field.Column));
        foreach (var (name, column) in attributes)
            SetAttribute(name, row.Value(column), row.IsText(column));
        return Builder.TryBuild(rates, now) && ReadLabel(row);
    }

    void Set(FieldMap map, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            value = map.Default;
        if (value.IsEmpty)
            return;
        Builder.Note(map.Field);
        if (map.Time is { } time)
        {
            if (time.TryRead(value, out var at) is { } wrong)
                Builder.Errors.Add(map.Field, wrong);
            else
                Builder.SetEventTime(at);
        }
        else if (map.Field == Field.AmountMinor)
        {
            var wrong = DecimalText.TryScale(value, map.Scale, out var minor);
            if (wrong is not null)
                Builder.Errors.Add(map.Field, wrong);
            else
                Builder.SetAmount(minor);
        }
        else
        {
            Builder.SetText(map.Field, value);
        }
    }

    void SetAttribute(byte[] name, ReadOnlySpan<byte> value, bool isText)
    {
        if (value.IsEmpty)
            return;
        var isNumber = !isText && IsPlainNumber(value);
        if (isText)
            Builder.AddAttribute(name, AttributeKind.Text, value, 0);
        else if (isNumber && Utf8Parser.TryParse(value, out long whole, out var used) && used == value.Length)
            Builder.AddAttribute(name, AttributeKind.Whole, [], whole);
        else if (isNumber && TryParseReal(value, out var real))
            Builder.AddAttribute(name, AttributeKind.Real, [], BitConverter.DoubleToInt64Bits(real));
        else if (value.SequenceEqual("true"u8) || value.SequenceEqual("false"u8))
            Builder.AddAttribute(name, value[0] == 't' ? AttributeKind.True : AttributeKind.False, [], 0);
        else
            Builder.AddAttribute(name, AttributeKind.Text, value, 0);
    }

    static bool TryParseReal(ReadOnlySpan<byte> value, out double real) =>
        Utf8Parser.TryParse(value, out real, out var used) && used == value.Length && double.IsFinite(real);

    // 0412 is a postcode or a telephone number, not 412.
    static bool IsPlainNumber(ReadOnlySpan<byte> value) =>
        value[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9')
        && !(value.Length > 1 && value[0] == '0' && value[1] != '.');

    bool ReadLabel(RowReader row)
    {
        ReportedAt = null;
        if (label is null || !IsFraud(row.Value(labelColumn)))
            return true;
        if (label.ReportedAt is not { } report)
        {
            ReportedAt = new Transaction(Builder.Built.Span).EventTime + (long)label.Delay.TotalMilliseconds;
            return true;
        }
        if (report.Time!.TryRead(row.Value(reportColumn), out var at) is { } wrong)
        {
            Builder.Errors.Add("label.reported_at", wrong);
            return false;
        }
        ReportedAt = at;
        return true;
    }

    bool IsFraud(ReadOnlySpan<byte> value)
    {
        foreach (var fraud in label!.Fraud)
        {
            if (value.SequenceEqual(fraud))
                return true;
        }

        return false;
    }

    int Want(string column)
    {
        if (!wanted.Contains(column))
            wanted.Add(column);
        return wanted.IndexOf(column);
    }
}
