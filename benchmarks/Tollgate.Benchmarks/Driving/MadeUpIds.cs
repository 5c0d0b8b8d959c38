using Tollgate.Engine.EventLog;
using Tollgate.Engine.Idempotency;
using Tollgate.Engine.Numerics;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Benchmarks.Driving;

/// <summary>Fills the index of a folder that is closed, as if as many payments had been decided within its window.</summary>
static class MadeUpIds
{
    /// <returns>Bytes of the index on disk.</returns>
    public static long Fill(GateSettings settings, long count)
    {
        var folder = settings.DecisionsFolder;
        var segments = Segments.List(folder)[..^1];
        for (var i = 0; i < segments.Length; i++)
        {
            var ids = new (UInt128, long)[count / segments.Length];
            var step = UInt128.MaxValue / (UInt128)Math.Max(1, ids.Length);
            for (var n = 0; n < ids.Length; n++)
                ids[n] = ((step * (UInt128)n) + SplitMix64.Of((ulong)n, (ulong)i), segments[i]);
            TransactionIndexFile.Write(TransactionIndexFile.PathOf(folder, segments[i]), ids, long.MaxValue);
        }
        return Directory.EnumerateFiles(folder, "*.ids").Sum(path => new FileInfo(path).Length);
    }
}
