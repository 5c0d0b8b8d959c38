using System.CommandLine;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Commands;

/// <summary>How a verb gets at the settings: as the server does, so that both work on the same state.</summary>
static class CommandSettings
{
    /// <summary>For every verb that touches a gate's own state.</summary>
    public static readonly Option<string?> Data = new("--data")
    {
        Description = "Data folder (setting Tollgate:DataFolder, default data/).",
    };

    /// <summary>The command line's settings as KEY=VALUE, with those that are no option of the verb.</summary>
    /// <exception cref="OperatorException">An option that no one knows.</exception>
    public static List<string> Overrides(ParseResult arguments)
    {
        var overrides = new List<string>();
        var rest = new Queue<string>(arguments.UnmatchedTokens);
        while (rest.TryDequeue(out var token))
        {
            var isSetting = token.StartsWith("--", StringComparison.Ordinal) && token.Contains(':');
            if (!isSetting)
                throw new OperatorException(token, "is not an option here; see --help.");
            if (token.Contains('='))
                overrides.Add(token);
            else if (rest.TryDequeue(out var value))
                overrides.Add($"{token}={value}");
            else
                throw new OperatorException(token, "needs a value.");
        }
        if (arguments.GetValue(Data) is { } folder)
            overrides.Add("--Tollgate:DataFolder=" + folder);
        return overrides;
    }

    /// <summary>For a verb that runs without a server.</summary>
    public static Settings Read(ParseResult arguments) => Settings.Read(new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .AddCommandLine([.. Overrides(arguments)])
        .Build());
}
