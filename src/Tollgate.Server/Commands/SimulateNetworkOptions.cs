using System.CommandLine;
using Tollgate.Engine.Simulation.Network;

namespace Tollgate.Server.Commands;

/// <summary>The options of <c>tollgate simulate</c> that say what happens to payments on their way.</summary>
static class SimulateNetworkOptions
{
    static readonly NetworkConditions Usual = new();

    static readonly Option<int> Delay = new("--delay")
    {
        Description = "Mean milliseconds from a terminal to the gate.",
        DefaultValueFactory = _ => (int)Usual.Delay.TotalMilliseconds,
    };

    static readonly Option<double> Duplicates = Share(
        "--duplicates", "Share of payments that are sent a second time", Usual.DuplicateShare);

    static readonly Option<double> WrongClocks = Share(
        "--wrong-clocks", "Share of terminals whose clock is wrong by up to 4 minutes", Usual.WrongClockShare);

    static readonly Option<double> Late = Share(
        "--late", "Share of payments whose terminal is cut off and sends them up to 4 hours later", Usual.LateShare);

    public static IEnumerable<Option> All => [Delay, Duplicates, WrongClocks, Late];

    public static NetworkConditions Read(ParseResult arguments) => new()
    {
        Delay = TimeSpan.FromMilliseconds(arguments.GetValue(Delay)),
        DuplicateShare = arguments.GetValue(Duplicates),
        WrongClockShare = arguments.GetValue(WrongClocks),
        LateShare = arguments.GetValue(Late),
    };

    static Option<double> Share(string name, string what, double usual) => new(name)
    {
        Description = what + ", 0 to 0.5.",
        DefaultValueFactory = _ => usual,
    };
}
