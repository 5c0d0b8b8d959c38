using System.CommandLine;
using Microsoft.AspNetCore.Connections;
using Tollgate.Server.Configuration;
using Tollgate.Server.Demo;
using Tollgate.Server.Storage;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Commands;

/// <summary><c>tollgate serve</c></summary>
static class ServeCommand
{
    /// <summary>Of the 10 s in which a server that was told to stop is gone, what its parts may take.</summary>
    static readonly TimeSpan StopTime = TimeSpan.FromSeconds(8);

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
        Description = "Make own secrets, the user admin / admin123, 30 days of simulated history and live traffic.",
    };

    static readonly Option<bool> NoHistory = new("--no-history")
    {
        Description = "A demo that begins with an empty log.",
    };

    static readonly Option<bool> NoSimulate = new("--no-simulate") { Description = "A demo without live traffic." };

    public static Command Create()
    {
        var command = new Command("serve", """
            Run the server: API, dashboard and /docs.

            Any setting can be given here as --Tollgate:KEY VALUE, in the environment as TOLLGATE__KEY, or in
            appsettings.json. Secrets come from the environment (TOLLGATE_MASTER_KEY, TOLLGATE_JWT_KEY) or from files
            (Tollgate:Access:MasterKeyFile, Tollgate:Access:JwtKeyFile); only --demo makes its own master key.
            """)
        {
            CommandSettings.Data, Port, Urls, Demo, NoHistory, NoSimulate,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(Run);
        return command;
    }

    static async Task<int> Run(ParseResult arguments, CancellationToken cancellation)
    {
        try
        {
            await Serve(arguments, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Told to stop before it was up.
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new OperatorException("--port", $"{e.Message.TrimEnd('.')}; name another one, or 0 for any.");
        }
        return 0;
    }

    static async Task Serve(ParseResult arguments, CancellationToken cancellation)
    {
        var overrides = CommandSettings.Overrides(arguments);
        if (arguments.GetValue(Port) is { } number)
            overrides.Add($"--Urls=http://127.0.0.1:{number}");
        if (arguments.GetValue(Urls) is { } addresses)
            overrides.Add("--Urls=" + addresses);
        var demo = arguments.GetValue(Demo);
        var (history, traffic) = (demo && !arguments.GetValue(NoHistory), demo && !arguments.GetValue(NoSimulate));
        if (demo)
            overrides.Add("--Tollgate:Demo=true");
        if (history)
            await MakeHistory(CommandSettings.Read(arguments), cancellation);

        await using var app = ServerApp.Build([.. overrides], builder =>
        {
            builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopTime);
            if (traffic)
                builder.Services.AddSingleton(new DemoPlan()).AddHostedService<DemoTraffic>();
        });
        await app.StartAsync(cancellation);
        var settings = app.Services.GetRequiredService<Settings>();
        app.Logger.Listening(string.Join(", ", app.Urls), settings.DataFolder);
        if (settings.Demo)
            app.Logger.DemoMode();
        if (demo)
            _ = StartupBanner.Say(app, history || traffic, app.Lifetime.ApplicationStopping);
        await app.WaitForShutdownAsync(cancellation);
    }

    static async Task MakeHistory(Settings settings, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        Schema.Prepare(settings);
        var history = new DemoHistory(settings, new DemoPlan(), clock);
        if (!history.IsWanted)
            return;
        var started = clock.GetTimestamp();
        // Off this thread, so that a signal is heard meanwhile.
        var made = await ProgressDisplay.Show(
            "Making 30 days of history", progress => Task.Run(() => history.Make(progress, cancellation)), clock);
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine($"Made 30 days of history, {made:N0} payments, in {seconds:N1} s.");
    }
}
