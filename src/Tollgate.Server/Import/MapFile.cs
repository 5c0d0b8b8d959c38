using System.Text;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Configuration;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tollgate.Server.Import;

/// <summary>Reads a MAP.yaml strictly: an unknown key, or a choice left open, is an error with its line.</summary>
static class MapFile
{
    static readonly Field[] Fields = [.. Enum.GetValues<Field>().Where(f => f < Field.Attributes)];
    static readonly string[] Keys = [.. Fields.Select(f => f.Name()), "label", "attributes", "delimiter"];

    static readonly Field[] Required =
        [Field.TransactionId, Field.EventTime, Field.UserId, Field.AmountMinor, Field.Currency, Field.MerchantId];

    /// <exception cref="OperatorException">The file cannot be read or breaks a rule.</exception>
    public static ImportMap Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), Path.GetFileName(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException("--map", $"{path} cannot be read: {e.Message}");
        }
    }

    /// <param name="file">Name, for messages.</param>
    public static ImportMap Parse(string yaml, string file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException e)
        {
            throw new OperatorException(
                $"{file} line {e.Start.Line}", $"is not YAML: {e.Message.TrimEnd('.')}.");
        }
        if (stream.Documents.Count != 1)
            throw new OperatorException(file, "must hold one map of columns.");
        var root = new MapNode(file, "the map", stream.Documents[0].RootNode, Keys);
        var fields = Fields.Where(f => root.Find(f.Name()) is not null).Select(f => ReadField(file, f, root)).ToArray();
        foreach (var field in Required)
        {
            if (!fields.Any(f => f.Field == field))
            {
                throw new OperatorException(
                    file, $"{field.Name()} is required; name its column, or give it a default.");
            }
        }
        return new ImportMap(fields, ReadLabel(file, root), root.List("attributes"), ReadDelimiter(root));
    }

    static FieldMap ReadField(string file, Field field, MapNode root)
    {
        var at = root.Find(field.Name())!;
        // The short form: a field is its column and nothing else.
        if (at is YamlScalarNode { Value: { Length: > 0 } name } && field != Field.EventTime)
            return new FieldMap(field, name, []);
        var node = new MapNode(file, field.Name(), at, KeysOf(field));
        var column = node.Text("column");
        var constant = node.Text("default");
        if (column is null && constant is null)
            throw node.Wrong(at, $"{field.Name()} needs a column, or a default for all rows.");
        if (column is null && field == Field.TransactionId)
            throw node.Wrong(at, "transaction_id needs a column: it tells payments apart.");
        return new FieldMap(
            field, column, Encoding.UTF8.GetBytes(constant ?? ""),
            field == Field.EventTime ? ReadTime(node) : null,
            field == Field.AmountMinor ? node.Whole("scale", 1) : 1);
    }

    static string[] KeysOf(Field field) => field switch
    {
        Field.EventTime => ["column", "format", "zone", "default"],
        Field.AmountMinor => ["column", "scale", "default"],
        _ => ["column", "default"],
    };

    static TimeFormat ReadTime(MapNode node)
    {
        var format = node.Text("format") ?? TimeFormat.Rfc;
        var zone = node.Text("zone");
        if (!TimeFormat.IsLocal(format))
        {
            return zone is null
                ? new TimeFormat(format, null)
                : throw node.Wrong("zone", $"times of the format {format} say themselves when they are; remove it.");
        }
        if (format != TimeFormat.IsoLocal && !format.Any(c => c is 'y' or 'M' or 'd'))
        {
            throw node.Wrong(
                "format",
                $"\"{format}\" must be rfc3339, iso-local, unix-s, unix-ms or a .NET pattern " +
                "such as dd.MM.yyyy HH:mm.");
        }

        if (zone is null)
        {
            throw node.Wrong(
                "format",
                $"times of the format {format} have no offset; name their zone, " +
                "such as zone: UTC or zone: Europe/Berlin.");
        }

        if (zone.Equals("UTC", StringComparison.OrdinalIgnoreCase))
            return new TimeFormat(format, TimeZoneInfo.Utc);
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? new TimeFormat(format, found)
            : throw node.Wrong("zone", $"\"{zone}\" is not a time zone such as UTC or Europe/Berlin.");
    }

    static LabelMap? ReadLabel(string file, MapNode root)
    {
        if (root.Find("label") is not { } at)
            return null;
        var node = new MapNode(file, "label", at, "column", "fraud", "reported_at", "label_delay");
        var column = node.Text("column") ?? throw node.Wrong(at, "label needs the column that tells fraud.");
        var fraud = node.List("fraud");
        if (fraud.Length == 0)
            throw node.Wrong(at, "label needs fraud: the values of the column that mean fraud, such as [\"1\"].");
        var delay = node.Duration("label_delay");
        if (node.Find("reported_at") is null == delay is null)
        {
            throw node.Wrong(
                at,
                "label needs either reported_at, a column, or label_delay, such as 7d: " +
                "a label counts from when it was known.");
        }

        return new LabelMap(
            column, [.. fraud.Select(Encoding.UTF8.GetBytes)],
            node.Find("reported_at") is { } reported ? ReadReport(file, reported) : null, delay ?? TimeSpan.Zero);
    }

    static FieldMap ReadReport(string file, YamlNode at)
    {
        var node = new MapNode(file, "label.reported_at", at, "column", "format", "zone");
        var column = node.Text("column") ?? throw node.Wrong(at, "label.reported_at needs a column.");
        return new FieldMap(Field.EventTime, column, [], ReadTime(node));
    }

    static byte ReadDelimiter(MapNode root) => root.Text("delimiter") switch
    {
        null => (byte)',',
        "tab" or "\t" => (byte)'\t',
        { Length: 1 } text when char.IsAscii(text[0]) && text[0] is not ('"' or '\r' or '\n') => (byte)text[0],
        var text => throw root.Wrong("delimiter", $"\"{text}\" must be one character, such as \";\", or tab."),
    };
}
