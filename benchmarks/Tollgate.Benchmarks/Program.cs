using BenchmarkDotNet.Running;
using Tollgate.Benchmarks;
using Tollgate.Benchmarks.Sessions;

var report = new Report(Console.Out);
var number = args.Length > 1 && int.TryParse(args[1], out var given) ? given : 0;
switch (args.FirstOrDefault())
{
    case "pipeline":
        PipelineSession.Run(report, number > 0 ? number : 500_000);
        return 0;
    case "gate":
        await GateSession.Run(report, number > 0 ? number : 500_000);
        return 0;
    case "http":
        await HttpSession.Run(report, number > 0 ? number : 20_000);
        return 0;
    case "start":
        await StartSession.Run(report);
        return 0;
    case "micro":
        BenchmarkSwitcher.FromAssembly(typeof(Report).Assembly).Run(args[1..]);
        return 0;
    case "empty-endpoint": // the other side of http, in a process of its own
        await EmptyEndpoint.Serve(number, int.Parse(args[2]));
        return 0;
    default:
        Console.Error.WriteLine("""
            usage: benchmarks/run NAME

              pipeline [COUNT]   a payment's way on one thread: transactions/s, µs a stage, bytes a record
              gate [COUNT]       payments through the real gate: transactions/s in a crowd, µs alone, hash of decisions
              http [COUNT]       signed decisions over HTTP against an endpoint that does nothing, 16 connections
              start              start to first decision on an empty folder, memory when idle
              micro [FILTER]     BenchmarkDotNet on single parts
            """);
        return 1;
}
