using System.CommandLine;
using Tollgate.Server.Http;

namespace Tollgate.Server.Commands;

/// <summary>The verbs of <c>tollgate</c>. A new one is a class in this folder and a line here.</summary>
static class CommandLine
{
    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("Tollgate stops fraudulent payments while they happen.")
        {
            ServeCommand.Make(),
            UsersCommand.Make(),
            KeysCommand.Make(),
        };
        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (SettingsException wrong)
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
