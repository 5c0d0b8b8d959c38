using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Tollgate.Benchmarks.Driving;
using Tollgate.Engine.Features;
using Tollgate.Engine.Transactions;

namespace Tollgate.Benchmarks.Micro;

/// <summary>
/// The windows of 100,000 users, filled with a million payments: what one more payment costs when it comes alone and
/// when it comes among 512. Every payment is a new one, since the memory of one that was just seen would be near.
/// </summary>
[MemoryDiagnoser]
public class FeaturesBenchmark
{
    const int Count = 1_000_000, Together = 512;
    const int PerIteration = 200 * Together;

    readonly int[] entities = new int[Together * EntityKinds.Count];
    readonly double[] values = new double[Together * DefaultFeatures.Set.Count];
    readonly (int Start, int Length)[] places = new (int, int)[Count];
    byte[] bytes = [];
    FeatureEngine engine = null!;
    int next;

    [GlobalSetup]
    public void Fill()
    {
        var traffic = new Traffic(Count);
        var parser = new TransactionParser();
        bytes = new byte[Count * 256];
        var at = 0;
        for (var i = 0; i < Count; i++)
        {
            if (!parser.TryParse(traffic[i], traffic.Rates, traffic.LastTime))
                throw new InvalidDataException(parser.Errors.ToString());
            places[i] = (at, parser.Bytes.Length);
            parser.Bytes.Span.CopyTo(bytes.AsSpan(at));
            at += parser.Bytes.Length;
        }
        engine = new(DefaultFeatures.Set, 86_400_000);
        while (next + Together <= Count)
            Observe(Together);
    }

    /// <summary>When all payments were observed they come again, later by the time that they span.</summary>
    [IterationSetup]
    public void Renew()
    {
        if (next + PerIteration <= Count)
            return;
        next = 0;
        var span = TimeOf(Count - 1) - TimeOf(0);
        for (var i = 0; i < Count; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(places[i].Start), TimeOf(i) + span);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = PerIteration)]
    public void Alone() => Run(1);

    [Benchmark(OperationsPerInvoke = PerIteration)]
    public void Among512() => Run(Together);

    void Run(int batch)
    {
        for (var end = next + PerIteration; next < end;)
            Observe(batch);
    }

    void Observe(int batch)
    {
        var rows = new TransactionRows(bytes, places.AsSpan(next, batch));
        engine.Observe(rows, entities, values);
        engine.Derive(rows, values);
        next += batch;
    }

    long TimeOf(int payment) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(places[payment].Start));
}
