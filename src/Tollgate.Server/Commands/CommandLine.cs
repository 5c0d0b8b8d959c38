using System.CommandLine;
using Tollgate.Engine.EventLog;
using Tollgate.Server.Configuration;
using Tollgate.Server.Http;
using Tollgate.Server.Models;

namespace Tollgate.Server.Commands;

/// <summary>Runs a verb and words what it cannot do. The list of verbs stands in Program.cs.</summary>
static class CommandLine
{
    /// <summary>What a verb that was told to stop may take to do so in good order.</summary>
    static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    /// <returns>The exit code: 0, or 1 when the operator has to do something, which standard error says.</returns>
    public static async Task<int> Run(string[] args, RootCommand root)
    {
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
