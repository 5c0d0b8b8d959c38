using Tollgate.Engine.Transactions;
using Tollgate.Server.Import;

namespace Tollgate.Server.Tests.Import;

public sealed class MapFileTests
{
    const string Whole = """
        transaction_id: id
        event_time: { column: at, format: iso-local, zone: UTC }
        user_id: user
        merchant_id: shop
        amount_minor: { column: amount, scale: 100 }
        currency: { default: EUR }
        """;

    static string Wrong(string yaml) => Assert.Throws<OperatorException>(() => MapFile.Parse(yaml, "map.yaml")).Message;

    [Fact]
    public void A_map_names_a_column_or_a_default_for_each_field()
    {
        var map = MapFile.Parse(Whole + "\nattributes: [a, b]\ndelimiter: \";\"\n", "map.yaml");
        Assert.Equal(
            ["id", "user", "shop", "at", "amount", null],
            map.Fields.Select(field => field.Column));
        Assert.Equal(100, map.Fields.Single(field => field.Field == Field.AmountMinor).Scale);
        Assert.Equal("EUR"u8.ToArray(), map.Fields.Single(field => field.Field == Field.Currency).Default);
        Assert.Equal((byte)';', map.Delimiter);
        Assert.Equal(["a", "b"], map.Attributes);
    }

    [Theory]
    [InlineData("user: x", "map.yaml line 7: the map has no key \"user\"; it knows transaction_id, user_id,")]
    [InlineData("card_id: { colum: x }", "map.yaml line 7: card_id has no key \"colum\"; it knows column, default.")]
    [InlineData("card_id: {}", "map.yaml line 7: card_id needs a column, or a default for all rows.")]
    [InlineData(
        "label: { column: f, fraud: [1] }",
        "map.yaml line 7: label needs either reported_at, a column, or label_delay")]
    [InlineData(
        "label: { column: f, fraud: [1], label_delay: 7d, reported_at: { column: r } }",
        "map.yaml line 7: label needs either")]
    [InlineData("label: { column: f, label_delay: 7d }", "map.yaml line 7: label needs fraud")]
    [InlineData(
        "label: { column: f, fraud: [1], label_delay: week }",
        "map.yaml line 7: label.label_delay: \"week\" must be a number with")]
    [InlineData("card_id: [", "map.yaml line")]
    [InlineData("delimiter: ab", "map.yaml line 7: the map.delimiter: \"ab\" must be one character")]
    public void A_wrong_line_is_named_with_the_remedy(string line, string sentence) =>
        Assert.StartsWith(sentence, Wrong(Whole + "\n" + line + "\n"));

    [Theory]
    [InlineData("format: iso-local", "times of the format iso-local have no offset; name their zone")]
    [InlineData("format: iso-local, zone: Mars/Base", "\"Mars/Base\" is not a time zone such as UTC or Europe/Berlin.")]
    [InlineData("format: unix-s, zone: UTC", "times of the format unix-s say themselves when they are; remove it.")]
    [InlineData("format: rfc3393", "\"rfc3393\" must be rfc3339, iso-local, unix-s, unix-ms or a .NET pattern")]
    public void The_zone_of_a_time_is_never_guessed(string time, string sentence) =>
        Assert.Contains(sentence, Wrong(Whole.Replace("format: iso-local, zone: UTC", time)));

    [Theory]
    [InlineData("transaction_id")]
    [InlineData("event_time")]
    [InlineData("user_id")]
    [InlineData("amount_minor")]
    [InlineData("currency")]
    [InlineData("merchant_id")]
    public void A_required_field_that_is_left_out_is_named(string field)
    {
        var lines = Whole.Split('\n').Where(line => !line.StartsWith(field, StringComparison.Ordinal));
        var rest = string.Join('\n', lines);
        Assert.StartsWith($"map.yaml: {field} is required", Wrong(rest));
    }
}
