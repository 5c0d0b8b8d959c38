using System.CommandLine;
using Tollgate.Server.Http;
using Tollgate.Engine.EventLog;
using Tollgate.Server.Models;

namespace Tollgate.Server.Commands;

/// <summary>The verbs of <c>tollgate</c>. A new one is a class in this folder and a line here.</summary>
static class CommandLine
{
    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("Tollgate stops fraudulent payments while they happen.")
        {
            ServeCommand.Make(),
            ImportCommand.Make(),
            ReplayCommand.Make(),
            UsersCommand.Make(),
            KeysCommand.Make(),
        };
        try
        {
            return await root.Parse(args).InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception wrong) when (wrong is SettingsException or TrainingException or LogException)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 1;
        }
        catch (ProblemException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
