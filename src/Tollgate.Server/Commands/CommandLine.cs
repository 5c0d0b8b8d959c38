using System.CommandLine;
using Tollgate.Engine.EventLog;
using Tollgate.Server.Configuration;
using Tollgate.Server.Http;
using Tollgate.Server.Models;

namespace Tollgate.Server.Commands;

/// <summary>The verbs of <c>tollgate</c>. A new one is a class in this folder and a line here.</summary>
static class CommandLine
{
    /// <summary>What a verb that was told to stop may take to do so in good order.</summary>
    static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("Tollgate stops fraudulent payments while they happen.")
        {
            ServeCommand.Make(),
            SimulateCommand.Make(),
            ImportCommand.Make(),
            TrainCommand.Make(),
            ReplayCommand.Make(),
            UsersCommand.Make(),
            KeysCommand.Make(),
        };
        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = StopTime,
            });
        }
        catch (Exception e) when (
            e is OperatorException or ProblemException or TrainingException or LogException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return 1;
        }
    }
}
