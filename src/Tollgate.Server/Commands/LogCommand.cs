using System.CommandLine;
using System.Text;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Features;
using Tollgate.Engine.Pipeline.Reading;
using Tollgate.Server.Configuration;
using Tollgate.Server.Models;

namespace Tollgate.Server.Commands;

/// <summary><c>tollgate log</c></summary>
static class LogCommand
{
    /// <summary>The log is written by another process, which tells this one nothing.</summary>
    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    static readonly Option<long?> From = new("--from")
    {
        Description = "Offset of the event to begin with (default: the oldest that is kept).",
    };

    static readonly Option<string?> Id = new("--id")
    {
        Description = "Id of one transaction: print its event, its decision, its alert and its labels only.",
    };

    static readonly Option<bool> Follow = new("--follow")
    {
        Description = "Go on with new records as they come, until Ctrl-C.",
    };

    public static Command Create()
    {
        var command = new Command("log", """
            Print the log as JSON lines: each event, behind it its decision, behind that its alert.

            Reads only, also beside a running server. docs/log.md tells the fields of a line.
            """)
        {
            From, Id, Follow, CommandSettings.Data, LogRepairCommand.Create(),
        };
        command.SetAction(Run);
        return command;
    }

    static async Task<int> Run(ParseResult arguments, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var settings = CommandSettings.Read(arguments);
        if (!Directory.Exists(settings.Gate.EventsFolder))
            throw new OperatorException("--data", $"{settings.DataFolder} holds no log; name a gate's data folder.");
        var id = arguments.GetValue(Id);
        try
        {
            using var reader = new GateLogReader(
                settings.Gate, DefaultFeatures.Set, new ModelRegistry(settings, clock).Load, arguments.GetValue(From));
            using var printer = new LogPrinter(reader, id is null ? null : Encoding.UTF8.GetBytes(id));
            if (arguments.GetValue(Follow))
                await FollowUntilStopped(printer, clock, cancellation);
            else if (printer.Print(reader.EventsEnd, cancellation) && printer.Printed == 0 && id is not null)
                throw new OperatorException("--id", $"nothing that was read concerns \"{id}\".");
            return 0;
        }
        catch (Exception e) when (
            e is InvalidDataException or UnauthorizedAccessException or IOException and not LogException)
        {
            throw new OperatorException("--data", e.Message);
        }
    }

    static async Task FollowUntilStopped(LogPrinter printer, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            while (printer.Print(long.MaxValue, cancellation))
                await Task.Delay(BetweenLooks, clock, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how following ends.
        }
    }
}
