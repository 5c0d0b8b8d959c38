namespace Tollgate.Engine.EventLog.Repair;

/// <summary>Reads a whole log, which nobody writes meanwhile, and finds all places that are damaged.</summary>
sealed class LogInspection
{
    readonly string folder;
    readonly Action<long> report;
    readonly long written;
    readonly List<(LogDamage Damage, long RecordsBefore)> found = [];
    long records;
    long lastRecord = -1;

    /// <param name="boot">The run of the machine.</param>
    /// <param name="report">Told how many more bytes are read.</param>
    public LogInspection(string folder, Guid boot, Action<long> report, CancellationToken cancellation)
    {
        (this.folder, this.report) = (folder, report);
        written = EndFile.Read(folder, out _)?.Written(boot) ?? 0;
        var starts = Segments.List(folder);
        if (starts.Length == 0 && written > 0)
            Add(new(LogDamageKind.Tail, 0, Segments.PathOf(folder, 0), 0, written));
        var expected = starts.FirstOrDefault();
        for (var i = 0; i < starts.Length; i++)
        {
            if (starts[i] > expected)
                AddHole(starts[i - 1], expected, starts[i]);
            expected = Inspect(starts[i], i + 1 < starts.Length ? starts[i + 1] : null, cancellation);
        }
        FirstOffset = starts.FirstOrDefault();
        foreach (var (damage, before) in found)
            damage.RecordsBehind = records - before;
        Damages = [.. found.Select(f => f.Damage)];
    }

    public IReadOnlyList<LogDamage> Damages { get; }

    /// <summary>Offset of the oldest segment.</summary>
    public long FirstOffset { get; }

    /// <summary>Whether an earlier repair has given something up.</summary>
    public bool HasGaps { get; private set; }

    /// <returns>The offset at which the next segment should begin.</returns>
    long Inspect(long segment, long? next, CancellationToken cancellation)
    {
        var path = Segments.PathOf(folder, segment);
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        var full = next - segment ?? Math.Max(length, written - segment);
        var scan = new SegmentScan(file, segment, Math.Min(length, full));
        var isWholeToTheEnd = true;
        lastRecord = -1;
        ReadRecords(scan, cancellation);
        while (scan.Position < scan.Length)
        {
            var from = scan.Position;
            scan.SkipDamage();
            if (scan.Position < scan.Length)
                AddUnreadable(segment, path, from, scan);
            else if (next is not null)
                Add(new(LogDamageKind.Unreadable, segment, path, from, full));
            else if (segment + from < written)
                Add(new(LogDamageKind.Tail, segment, path, from, full));
            isWholeToTheEnd = scan.Position < scan.Length;
            ReadRecords(scan, cancellation);
        }
        if (length > full)
            Add(new(LogDamageKind.Surplus, segment, path, full, length));
        if (!isWholeToTheEnd)
            return next ?? 0;
        if (next is null && length < full)
            Add(new(LogDamageKind.Tail, segment, path, length, full));
        return segment + Math.Min(length, full);
    }

    void ReadRecords(SegmentScan scan, CancellationToken cancellation)
    {
        var reported = scan.Position;
        while (scan.TryRead(out var record))
        {
            if (record.Kind == RecordKind.Gap)
                HasGaps = true;
            else
                records++;
            lastRecord = scan.Position - record.Frame.Length;
            if (scan.Position - reported < 1 << 20)
                continue;
            cancellation.ThrowIfCancellationRequested();
            report(scan.Position - reported);
            reported = scan.Position;
        }
        report(scan.Position - reported);
    }

    /// <summary>A place that is too small for a gap takes the record before it along, or else the one behind.</summary>
    void AddUnreadable(long segment, string path, long from, SegmentScan scan)
    {
        var (to, whole) = (scan.Position, 0);
        if (to - from < LogRecord.HeaderLength)
        {
            whole = 1;
            if (lastRecord >= 0)
                from = lastRecord;
            else if (scan.TryRead(out _))
                to = scan.Position;
        }
        Add(new(LogDamageKind.Unreadable, segment, path, from, to, whole));
        lastRecord = -1;
    }

    /// <summary>Between the end of a segment, which is a whole record, and the next one that is there.</summary>
    void AddHole(long before, long from, long to)
    {
        if (to - from >= LogRecord.HeaderLength || lastRecord < 0)
        {
            Add(new(LogDamageKind.Missing, from, Segments.PathOf(folder, from), 0, to - from));
            return;
        }
        Add(new(
            LogDamageKind.Unreadable, before, Segments.PathOf(folder, before), lastRecord, to - before, 1));
    }

    void Add(LogDamage damage)
    {
        records -= damage.WholeRecords;
        found.Add((damage, records));
    }
}
