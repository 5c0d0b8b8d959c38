using CsCheck;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Tests.Support;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Tests.Labels;

public sealed class LabelSourceTests
{
    [Fact]
    public void Its_text_is_read_back_as_it_was_whatever_the_name() => Sources.Sample(source =>
        Assert.Equal(source, LabelSource.Parse(source.ToString())));

    [Fact]
    public void It_stands_in_a_label_as_it_was_given() => Sources.Sample(source =>
    {
        var bytes = Label.Encode(new Transaction(Some.Bytes(Some.Json())), LabelKind.Fraud, Some.Noon, source, 7);
        var label = new Label(bytes);
        Assert.Equal(source, label.Source);
        Assert.Equal((LabelKind.Fraud, Some.Noon, 7), (label.Kind, label.ReportedAt, label.Previous));
    });

    [Theory]
    [InlineData("analyst:maria", LabelSourceKind.Analyst)]
    [InlineData("machine:analyst:maria", LabelSourceKind.Machine)]
    [InlineData("import", LabelSourceKind.Import)]
    public void The_kind_is_what_stands_before_the_first_colon(string text, LabelSourceKind kind) =>
        Assert.Equal(kind, LabelSource.Parse(text).Kind);

    [Theory]
    [InlineData("maria")]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("Analyst:maria")]
    public void Another_text_is_refused(string text) =>
        Assert.Throws<FormatException>(() => LabelSource.Parse(text));

    [Fact]
    public void A_label_of_a_later_format_is_refused_and_named()
    {
        var bytes = Label.Encode(
            new Transaction(Some.Bytes(Some.Json())), LabelKind.Fraud, Some.Noon, LabelSource.Import, -1);
        var frame = new byte[LogRecord.PayloadAt + bytes.Length];
        bytes.CopyTo(frame, LogRecord.PayloadAt);
        LogRecord.Seal(frame, RecordKind.Label, 0, Some.Noon, format: 2);
        var refused = Assert.Throws<InvalidDataException>(() => new Label(LogRecord.Trusted(frame, 0)).Kind);
        Assert.Contains("format 2", refused.Message);
    }

    static Gen<LabelSource> Sources { get; } = Gen.OneOf(
        Gen.Const(LabelSource.Import), Gen.Const(LabelSource.Simulation),
        Gen.String[1, 64].Select(LabelSource.Analyst), Gen.String[1, 64].Select(LabelSource.Case),
        Gen.String[1, 64].Select(LabelSource.Machine)).Where(source => IsText(source.Name));

    /// <summary>Half of a character is no text that UTF-8 could hold.</summary>
    static bool IsText(string name) => !name.Any(char.IsSurrogate);
}
