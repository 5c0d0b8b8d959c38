using Tollgate.Benchmarks;
using Tollgate.Benchmarks.Sessions;

var report = new Report(Console.Out);
switch (args.FirstOrDefault())
{
    case "pipeline":
        PipelineSession.Run(report, args.Length > 1 ? int.Parse(args[1]) : 500_000);
        return 0;
    default:
        Console.Error.WriteLine("benchmarks/run NAME, one of: pipeline [COUNT]");
        return 1;
}
