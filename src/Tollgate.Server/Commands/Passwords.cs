using System.Buffers.Text;
using System.Security.Cryptography;
using Spectre.Console;

namespace Tollgate.Server.Commands;

/// <summary>Takes a password without leaving it in the shell's history or the process list.</summary>
static class Passwords
{
    public static string Take(bool fromInput, out bool made)
    {
        made = false;
        if (fromInput)
            return Console.In.ReadLine() ?? "";
        if (!Console.IsInputRedirected)
            return AnsiConsole.Prompt(new TextPrompt<string>("Password:").Secret());
        made = true;
        return Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(15));
    }
}
