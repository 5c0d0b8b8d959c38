using BenchmarkDotNet.Running;
using Tollgate.Benchmarks;
using Tollgate.Benchmarks.Driving;
using Tollgate.Benchmarks.Http;
using Tollgate.Benchmarks.Sessions;

var report = new Report(Console.Out);
switch (args.FirstOrDefault())
{
    case "pipeline":
        return await OneCore.Run(
            args, () => PipelineSession.Run(report, Number(1, 1_000_000), Number(2, PipelineSession.Ids)));
    case "stages":
        StagesSession.Run(report, Number(1, 500_000));
        return 0;
    case "gate":
        await GateSession.Run(report, Number(1, 500_000));
        return 0;
    case "history":
        await HistorySession.Run(report, Number(1, 600_000));
        return 0;
    case "tail":
        await TailSession.Run(report, Number(1, 5_000_000), Number(2, 30_000));
        return 0;
    case "attack":
        await AttackSession.Run(report, Number(1, 200_000));
        return 0;
    case "import":
        await ImportSession.Run(report, Number(1, 10_000_000));
        return 0;
    case "http":
        await HttpSession.Run(report, Number(1, 20_000));
        return 0;
    case "ladder":
        await LadderSession.Run(report, Number(1, 20_000));
        return 0;
    case "flood":
        await FloodSession.Run(report);
        return 0;
    case "cases":
        await CasesSession.Run(report, Number(1, 4_000), Number(2, 100_000));
        return 0;
    case "start":
        await StartSession.Run(report);
        return 0;
    case "micro":
        BenchmarkSwitcher.FromAssembly(typeof(Report).Assembly).Run(args[1..]);
        return 0;
    case "empty-endpoint": // the other side of http, in a process of its own
        await EmptyEndpoint.Serve(Number(1, 0), Number(2, 0));
        return 0;
    case "rung": // a server of ladder, in a process of its own
        await StoppedServer.Serve(Enum.Parse<Step>(args[1]), Number(2, 0), args[3]);
        return 0;
    default:
        Console.Error.WriteLine("""
            usage: benchmarks/run NAME

              pipeline [COUNT] [IDS]  signed payments through the real gate on one core, with a day's ids in its index
              history [COUNT]         cost of a payment behind 100, 1,000 and 5,000 segments of the same history
              tail [COUNT] [RATE]     longest wait of any payment at a steady rate, with snapshots, and its cause
              attack [COUNT]          most payments risky, cases written, against the same traffic when it is calm
              import [COUNT]          rate of every million of an import of ten
              stages [COUNT]          the parts of the way put together by hand: µs a stage, bytes a record
              gate [COUNT]            the gate from a second thread: transactions/s, µs alone, hash of decisions
              http [COUNT]            signed decisions over HTTP against an endpoint that does nothing, 16 connections
              ladder [COUNT]          what each step of a signed decision over HTTP costs, in one run
              flood                   200 connections that announce batches of 16 MB under a key they only name
              cases [COUNT] [CASES]   pages of 20 of 100,000 cases against an endpoint that reads nothing
              start                   start to first decision on an empty folder, memory when idle
              micro [FILTER]          BenchmarkDotNet on single parts
            """);
        return 1;
}

// A count on the command line, or what the session takes without one.
int Number(int at, int otherwise) => at < args.Length ? int.Parse(args[at].Replace("_", "")) : otherwise;
