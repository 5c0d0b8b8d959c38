using CsCheck;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.EventLog.Repair;
using Tollgate.Engine.Tests.Support;

namespace Tollgate.Engine.Tests.EventLog.Repair;

/// <summary>A repaired log opens, goes on, and holds every record but those that the inspection has named.</summary>
public sealed class LogMendingTests : IDisposable
{
    const int Records = 150;

    readonly TemporaryFolder folder = new();
    readonly List<(long Time, long Start, long End)> places = [];
    long[] starts = [];

    public LogMendingTests()
    {
        LogCopy.Write(folder, 1, Records + 1);
        using var cursor = new LogCursor(new LogFolder(folder, LogCopy.Now), 0);
        while (cursor.TryRead(out var record))
            places.Add((record.AppendTime, record.Offset, record.End));
        starts = Segments.List(folder);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nothing_is_found_in_a_log_that_is_whole_or_only_torn()
    {
        Assert.Empty(Inspect());
        using (var file = File.Open(Segments.PathOf(folder, starts[^1]), FileMode.Append))
            file.Write([1, 2, 3]);
        Assert.Empty(Inspect());
    }

    [Fact]
    public void A_flipped_byte_costs_the_record_that_it_is_in()
    {
        foreach (var (time, start, end) in places.Where((_, i) => i % 7 == 3))
        {
            var segment = starts[Segments.Holding(starts, start)];
            foreach (var at in (long[])[start, start + 9, end - 1])
            {
                var copy = Copy();
                LogCopy.Flip(Segments.PathOf(copy, segment), at - segment);
                var damage = Assert.Single(Inspect(copy));
                Assert.Equal((start, end - start), (damage.Segment + damage.From, damage.Bytes));
                Assert.Equal(Records - time, damage.RecordsBehind);
                AssertMended(copy, [damage], Except(time));
                Directory.Delete(copy, recursive: true);
            }
        }
    }

    [Fact]
    public void Any_bytes_overwritten_anywhere_cost_only_the_records_that_they_touch() =>
        Gen.Select(Gen.Int[0, 999], Gen.Int[1, 6000], Gen.Byte).Sample((place, length, value) =>
        {
            var copy = Copy();
            var total = places[^1].End;
            var (from, to) = (total * place / 1000, Math.Min(total, (total * place / 1000) + length));
            foreach (var start in starts)
            {
                var path = Segments.PathOf(copy, start);
                var bytes = File.ReadAllBytes(path);
                var (first, last) = (Math.Max(0, from - start), Math.Min(bytes.Length, to - start));
                if (first < last)
                    bytes.AsSpan((int)first, (int)(last - first)).Fill(value);
                File.WriteAllBytes(path, bytes);
            }
            var touched = places.Where(p => p.Start < to && p.End > from).Select(p => p.Time).ToArray();
            var mended = Mend(copy);
            Assert.Superset(Except(touched).ToHashSet(), LogCopy.Read(copy).ToHashSet());
            Assert.All(mended.Kept, kept => Assert.True(File.Exists(kept)));
            GoesOn(copy);
            Directory.Delete(copy, recursive: true);
        }, iter: 150, threads: 1);

    [Fact]
    public void A_missing_segment_costs_its_records_and_no_others()
    {
        foreach (var start in starts[1..^1])
        {
            var copy = Copy();
            File.Delete(Segments.PathOf(copy, start));
            var end = starts[Array.IndexOf(starts, start) + 1];
            var damage = Assert.Single(Inspect(copy));
            Assert.Equal((LogDamageKind.Missing, start, end - start), (damage.Kind, damage.Segment, damage.Bytes));
            AssertMended(copy, [damage], [.. places.Where(p => p.Start < start || p.Start >= end).Select(p => p.Time)]);
        }
    }

    [Fact]
    public void A_sealed_segment_that_was_cut_short_anywhere_costs_the_records_that_were_cut()
    {
        for (var cut = 1; cut < 400; cut += 3)
        {
            var copy = Copy();
            var path = Segments.PathOf(copy, starts[1]);
            LogCopy.Truncate(path, starts[2] - starts[1] - cut);
            var lost = places.Where(p => p.End > starts[2] - cut && p.Start < starts[2]).Select(p => p.Time).ToArray();
            var (damages, _) = Mend(copy);
            Assert.All(damages, damage => Assert.Equal(0, damage.WholeRecords));
            Assert.Equal(Except(lost), LogCopy.Read(copy));
            GoesOn(copy);
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public void Bytes_too_many_in_a_sealed_segment_cost_nothing()
    {
        using (var file = File.Open(Segments.PathOf(folder, starts[1]), FileMode.Append))
            file.Write(new byte[100]);
        var damage = Assert.Single(Inspect());
        Assert.Equal((LogDamageKind.Surplus, 100), (damage.Kind, damage.Bytes));
        AssertMended(folder, [damage], Except());
    }

    [Fact]
    public void A_place_that_is_too_small_for_a_gap_takes_a_record_along_and_says_so()
    {
        foreach (var at in (int[])[0, 10])
        {
            var copy = Copy();
            var path = Segments.PathOf(copy, 0);
            var bytes = File.ReadAllBytes(path).ToList();
            bytes.InsertRange((int)places[at].Start, [9, 9, 9, 9, 9]);
            File.WriteAllBytes(path, [.. bytes]);
            var last = places.Last(p => p.End <= starts[1]).Time;
            var (damages, _) = Mend(copy);
            Assert.Equal(1, damages.Sum(damage => damage.WholeRecords));
            // The last record of the segment no longer fits; the one beside the inserted bytes goes with them.
            Assert.Equal(Except(places[at == 0 ? 0 : at - 1].Time, last), LogCopy.Read(copy));
            GoesOn(copy);
        }
    }

    [Fact]
    public void A_tail_that_was_written_and_cannot_be_read_is_cut_off()
    {
        var (time, start, end) = places[^1];
        LogCopy.Flip(Segments.PathOf(folder, starts[^1]), end - 1 - starts[^1]);
        var damage = Assert.Single(Inspect());
        Assert.Equal(
            (LogDamageKind.Tail, start, end - start), (damage.Kind, damage.Segment + damage.From, damage.Bytes));
        AssertMended(folder, [damage], Except(time));
    }

    [Fact]
    public void A_last_segment_that_is_gone_is_told()
    {
        File.Delete(Segments.PathOf(folder, starts[^1]));
        var damage = Assert.Single(Inspect());
        Assert.Equal((LogDamageKind.Tail, places[^1].End - starts[^1]), (damage.Kind, damage.Bytes));
        AssertMended(folder, [damage], [.. places.Where(p => p.Start < starts[^1]).Select(p => p.Time)]);
    }

    [Fact]
    public void A_log_can_end_at_a_place_and_what_was_behind_it_is_kept_aside()
    {
        var (_, cut, _) = places[70];
        var kept = LogMending.CutAt(folder, cut, LogCopy.Now);
        Assert.Equal(places[^1].End - cut, kept.Sum(path => new FileInfo(path).Length));
        Assert.Equal(Except([.. places.Skip(70).Select(p => p.Time)]), LogCopy.Read(folder));
        GoesOn(folder);
    }

    [Fact]
    public void A_record_that_was_given_up_is_no_longer_there_for_a_reader_who_asks_for_it()
    {
        var (_, start, _) = places[20];
        var (_, next, _) = places[21];
        foreach (var at in (long[])[start, next])
            LogCopy.Flip(Segments.PathOf(folder, 0), at + 30);
        Mend(folder);
        using var log = FileLog.Open(folder, LogCopy.Settings);
        using var reader = new LogReader(log);
        Assert.Null(reader.ReadIfKept(start));
        Assert.Null(reader.ReadIfKept(next));
        Assert.Contains("log repair", Assert.Throws<LogException>(() => reader.Read(next)).Message);
        Assert.NotNull(reader.ReadIfKept(places[22].Start));
    }

    static IReadOnlyList<LogDamage> Inspect(string folder) =>
        new LogInspection(folder, LogCopy.Now, _ => { }, CancellationToken.None).Damages;

    static (IReadOnlyList<LogDamage> Damages, IReadOnlyList<string> Kept) Mend(string folder)
    {
        var damages = Inspect(folder);
        string[] kept = [.. damages.SelectMany(damage => LogMending.Mend(folder, damage, LogCopy.Now))];
        Assert.Empty(Inspect(folder));
        return (damages, kept);
    }

    static void AssertMended(string folder, IReadOnlyList<LogDamage> damages, List<long> expected)
    {
        var before = damages.ToDictionary(d => d, d => File.Exists(d.Path) ? File.ReadAllBytes(d.Path) : []);
        foreach (var damage in damages)
        {
            var kept = LogMending.Mend(folder, damage, LogCopy.Now);
            var bytes = before[damage].Skip((int)damage.From).Take((int)damage.Bytes).ToArray();
            Assert.Equal(bytes, kept.SelectMany(File.ReadAllBytes));
        }
        Assert.Empty(Inspect(folder));
        Assert.Equal(expected, LogCopy.Read(folder));
        GoesOn(folder);
    }

    static void GoesOn(string folder)
    {
        var before = LogCopy.Read(folder);
        using (var log = FileLog.Open(folder, LogCopy.Settings))
            Assert.Null(log.Torn);
        LogCopy.Write(folder, 1000, 1050);
        Assert.Equal([.. before, .. Enumerable.Range(1000, 50).Select(i => (long)i)], LogCopy.Read(folder));
    }

    IReadOnlyList<LogDamage> Inspect() => Inspect(folder);

    List<long> Except(params long[] times) => [.. places.Select(p => p.Time).Except(times)];

    string Copy()
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder, "copy" + Guid.NewGuid())).FullName;
        LogCopy.Copy(folder, copy);
        return copy;
    }
}
