using System.Text;
using CsCheck;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Labels;

namespace Tollgate.Engine.Tests.Labels;

public sealed class LabelTableTests
{
    [Fact]
    public void It_holds_the_latest_report_on_each_transaction_and_comes_back_from_a_snapshot() =>
        Gen.Select(Gen.Int[0, 1_500], Gen.Bool, Gen.Long[0, 9]).Array[0, 3_000].Sample(labels =>
        {
            var table = new LabelTable();
            var model = new Dictionary<string, CurrentLabel>();
            for (var offset = 0; offset < labels.Length; offset++)
            {
                var (number, isFraud, reportedAt) = labels[offset];
                var kind = isFraud ? LabelKind.Fraud : LabelKind.Genuine;
                table.Note(Record($"t-{number}", kind, reportedAt, offset));
                CurrentLabel? known = model.TryGetValue($"t-{number}", out var before) ? before : null;
                model[$"t-{number}"] = CurrentLabel.After(
                    known, new(kind, reportedAt, LabelSourceKind.Machine, offset));
            }
            AssertHolds(model, table);
            using var snapshot = new MemoryStream();
            table.Write(new(snapshot));
            snapshot.Position = 0;
            var read = new LabelTable();
            read.Read(new(snapshot));
            AssertHolds(model, read);
        }, iter: 100);

    static void AssertHolds(Dictionary<string, CurrentLabel> model, LabelTable table)
    {
        Assert.Equal(
            model.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal),
            table.All.OrderBy(entry => entry.Id, StringComparer.Ordinal));
        for (var number = 0; number <= 1_501; number++)
        {
            CurrentLabel? expected = model.TryGetValue($"t-{number}", out var label) ? label : null;
            Assert.Equal(expected, table.Find(Encoding.UTF8.GetBytes($"t-{number}")));
        }
    }

    static LogRecord Record(string id, LabelKind kind, long reportedAt, long offset)
    {
        var payload = Label.Encode(
            kind, reportedAt, 0, LabelSource.Machine("bank"), -1, Encoding.UTF8.GetBytes(id), [], [], [], []);
        var frame = new byte[LogRecord.PayloadAt + payload.Length];
        payload.CopyTo(frame, LogRecord.PayloadAt);
        LogRecord.Seal(frame, RecordKind.Label, RecordFlags.None, 0, Label.Format);
        return LogRecord.Trusted(frame, offset);
    }
}
