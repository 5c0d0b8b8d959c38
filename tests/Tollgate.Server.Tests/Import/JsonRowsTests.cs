using Tollgate.Server.Import;

namespace Tollgate.Server.Tests.Import;

public sealed class JsonRowsTests
{
    static JsonRows Read(string text, params string[] wanted) =>
        new(new MemoryStream(Encoding.UTF8.GetBytes(text)), wanted);

    [Fact]
    public void Texts_numbers_and_inner_properties_are_columns_and_null_is_absent()
    {
        using var rows = Read(
            """{"a":"x\"\u00e9","n":12.50,"o":{"i":true,"n":3},"z":null}""", "a", "n", "o.i", "z", "i");
        Assert.True(rows.Read());
        Assert.Null(rows.Fault);
        Assert.Equal(
            ["x\"é", "12.50", "true", "", ""],
            Enumerable.Range(0, 5).Select(i => Encoding.UTF8.GetString(rows.Value(i))));
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(rows.IsText));
        Assert.False(rows.Read());
    }

    [Theory]
    [InlineData("[1]", "is not a JSON object")]
    [InlineData("{\"a\":1", "is not JSON at byte 6")]
    [InlineData("{\"a\":1} x", "is not JSON at byte 8")]
    public void A_line_that_is_no_object_is_refused_and_the_next_one_is_read(string line, string fault)
    {
        using var rows = Read($"{line}\n\n{{\"a\":2}}", "a");
        Assert.True(rows.Read());
        Assert.Equal((1, fault), (rows.Line, rows.Fault));
        Assert.True(rows.Read());
        Assert.Equal((3, null, "2"), (rows.Line, rows.Fault, Encoding.UTF8.GetString(rows.Value(0))));
    }
}
