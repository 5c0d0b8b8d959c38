using CsCheck;
using Tollgate.Server.Import;

namespace Tollgate.Server.Tests.Import;

public sealed class CsvRowsTests
{
    static readonly Gen<string> AnyField = Gen.OneOf(
        Gen.String[Gen.Char["abc,;\"\r\n é\t"], 0, 12], Gen.String[Gen.Char["0123456789.-"], 0, 10]);

    static CsvRows Read(string text, params string[] wanted) => Read(Encoding.UTF8.GetBytes(text), wanted);

    static CsvRows Read(byte[] bytes, params string[] wanted) => new(new Dribble(bytes), "file.csv", wanted);

    static string Quote(string text, bool always) =>
        always || text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"")}\"" : text;

    static string[] Values(CsvRows rows, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetString(rows.Value(i)))];

    [Fact]
    public void What_was_written_by_the_rules_is_read_back_whatever_the_columns_order() =>
        (from width in Gen.Int[2, 5]
         from rows in AnyField.Array[width].List[0, 20]
         from always in Gen.Bool
         from end in Gen.Bool.Select(crlf => crlf ? "\r\n" : "\n")
         from last in Gen.Bool
         select (width, rows, always, end, last)).Sample(file =>
         {
             var names = Enumerable.Range(0, file.width).Select(i => $"c{i}").ToArray();
             var lines = file.rows.Select(row => string.Join(',', row.Select(field => Quote(field, file.always))))
                 .Prepend(string.Join(',', names));
             var text = string.Join(file.end, lines) + (file.last ? file.end : "");
             var reversed = names.Reverse().ToArray();
             using var read = Read(text, reversed);
             foreach (var row in file.rows)
             {
                 Assert.True(read.Read());
                 Assert.Null(read.Fault);
                 Assert.Equal(row.Reverse(), Values(read, file.width));
             }
             Assert.False(read.Read());
         }, iter: 2_000);

    [Theory]
    [InlineData("x,y\"z", "has a quote inside a field that does not begin with one")]
    [InlineData("\"x\"y,z", "has text behind a closing quote")]
    [InlineData("x", "has 1 fields, the header has 2")]
    [InlineData("x,y,z", "has 3 fields, the header has 2")]
    [InlineData("x,\"y", "opens a quote that is not closed within 64 KiB")]
    public void A_row_that_breaks_the_rules_is_refused_with_its_line_and_the_next_one_is_read(string row, string fault)
    {
        using var rows = Read($"a,b\n1,2\n{row}\n3,4\n", "a", "b");
        Assert.True(rows.Read());
        Assert.True(rows.Read());
        Assert.Equal((3, fault, row), (rows.Line, rows.Fault, Encoding.UTF8.GetString(rows.Raw)));
        Assert.True(rows.Read());
        Assert.Equal((4, null, "4"), (rows.Line, rows.Fault, Encoding.UTF8.GetString(rows.Value(1))));
        Assert.False(rows.Read());
    }

    [Fact]
    public void A_row_that_is_too_long_or_not_UTF_8_costs_only_itself()
    {
        byte[] bytes =
        [
            .. "a,b\n"u8, .. Enumerable.Repeat((byte)'x', 300_000), .. ",1\n"u8, 0xFF, .. ",2\n"u8, .. "ok,3\n"u8,
        ];
        using var rows = Read(bytes, "a", "b");
        Assert.True(rows.Read());
        Assert.Equal((2, "is longer than 64 KiB"), (rows.Line, rows.Fault));
        Assert.True(rows.Read());
        Assert.Equal((3, "is not UTF-8"), (rows.Line, rows.Fault));
        Assert.True(rows.Read());
        Assert.Equal((4, "ok"), (rows.Line, Encoding.UTF8.GetString(rows.Value(0))));
    }

    [Fact]
    public void A_line_inside_quotes_counts_for_the_lines_behind_it()
    {
        using var rows = Read("\uFEFFa,b\n\"1\n1\",2\n\n3,4", "a");
        Assert.True(rows.Read());
        Assert.Equal((2, "1\n1"), (rows.Line, Encoding.UTF8.GetString(rows.Value(0))));
        Assert.True(rows.Read());
        Assert.Equal((5, "3"), (rows.Line, Encoding.UTF8.GetString(rows.Value(0))));
    }

    [Fact]
    public void A_missing_column_stops_with_the_columns_that_there_are()
    {
        var wrong = Assert.Throws<OperatorException>(() => Read("a,b\n", "c"));
        Assert.Equal("file.csv: has no column \"c\"; it has a, b. Name one of them in the map.", wrong.Message);
    }

    /// <summary>Gives a few bytes at a time, as a slow disk would.</summary>
    sealed class Dribble(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, 4_099));
    }
}
