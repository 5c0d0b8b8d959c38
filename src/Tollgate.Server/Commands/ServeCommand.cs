using System.CommandLine;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Commands;

/// <summary><c>tollgate serve</c></summary>
static class ServeCommand
{
    static readonly Option<int?> Port = new("--port")
    {
        Description = "Port on 127.0.0.1 (default 8000; 0 takes a free one).",
    };

    static readonly Option<string?> Urls = new("--urls")
    {
        Description = "Addresses to listen on, such as http://0.0.0.0:8000.",
    };

    static readonly Option<bool> Demo = new("--demo")
    {
        Description = "Make own secrets and the user admin / admin123.",
    };

    public static Command Make()
    {
        var command = new Command("serve", """
            Run the server: API, dashboard and /docs.

            Any setting can be given here as --Tollgate:KEY VALUE, in the environment as TOLLGATE__KEY, or in
            appsettings.json. Secrets come from the environment (TOLLGATE_MASTER_KEY, TOLLGATE_JWT_KEY) or from files
            (Tollgate:Access:MasterKeyFile, Tollgate:Access:JwtKeyFile); only --demo makes its own master key.
            """)
        {
            VerbSettings.Data, Port, Urls, Demo,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(Run);
        return command;
    }

    static async Task<int> Run(ParseResult arguments, CancellationToken cancellation)
    {
        var overrides = VerbSettings.Overrides(arguments);
        if (arguments.GetValue(Port) is { } number) overrides.Add($"--Urls=http://127.0.0.1:{number}");
        if (arguments.GetValue(Urls) is { } addresses) overrides.Add("--Urls=" + addresses);
        if (arguments.GetValue(Demo)) overrides.Add("--Tollgate:Demo=true");
        await using var app = ServerApp.Build([.. overrides]);
        await app.StartAsync(cancellation);
        var settings = app.Services.GetRequiredService<Settings>();
        app.Logger.Listening(string.Join(", ", app.Urls), settings.DataFolder);
        if (settings.Demo) app.Logger.DemoMode();
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
