using System.CommandLine;
using System.Text.Json;
using Tollgate.Server.Access;
using Tollgate.Server.Access.Keys;
using Tollgate.Server.Audit;
using Tollgate.Server.Http;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Commands;

/// <summary><c>tollgate keys new</c></summary>
static class KeysCommand
{
    public static Command Create() => new("keys", "Keys of machines that call the gate.") { New() };

    static Command New()
    {
        var name = new Argument<string>("NAME") { Description = "Name of the machine." };
        var scopes = new Option<string>("--scopes")
        {
            Description = $"One or more of {Scopes.Choices}, separated by commas.",
            Required = true,
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("new", """
            Make a key, also beside a running server, which takes it within 2 s.

            The secret is printed this once: base64url of the 32 bytes that sign a machine's calls. It is stored
            encrypted under the master key (TOLLGATE_MASTER_KEY or Tollgate:Access:MasterKeyFile).
            """)
        {
            name, scopes, json, CommandSettings.Data,
        };
        command.SetAction(async (arguments, cancellation) =>
        {
            var settings = CommandSettings.Read(arguments);
            Database.Prepare(settings);
            var wanted = arguments.GetValue(scopes)!.Split(
                ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var clock = TimeProvider.System;
            var master = MasterKey.Load(settings);
            using var writer = new DatabaseWriter(settings, clock);
            // A key under another one than the server's would be of no use to it.
            await MasterKeyCheck.Verify(writer, master, clock, cancellation);
            var maker = new KeyMaker(master, writer, new AuditLog(clock), clock);
            var shown = await maker.Create(arguments.GetValue(name)!, wanted, ("command", null), cancellation);
            Console.WriteLine(arguments.GetValue(json)
                ? JsonSerializer.Serialize(shown, ApiJson.Options)
                : $"""
                key     {shown.KeyId}
                secret  {shown.Secret}
                scopes  {string.Join(", ", shown.Scopes)}
                The secret is shown this once.
                """);
            return 0;
        });
        return command;
    }
}
