using System.CommandLine;
using Tollgate.Server.Access;
using Tollgate.Server.Access.Users;
using Tollgate.Server.Audit;
using Tollgate.Server.Cases;
using Tollgate.Server.Configuration;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Commands;

/// <summary><c>tollgate users add</c></summary>
static class UsersCommand
{
    public static Command Create() => new("users", "People who sign in.") { Add() };

    static Command Add()
    {
        var name = new Argument<string>("NAME") { Description = "1 to 64 letters, digits and -._@+" };
        var role = new Option<string[]>("--role")
        {
            Description = $"One of {RoleNames.Choices}; may be given several times.",
            Required = true,
        };
        var fromInput = new Option<bool>("--password-stdin") { Description = "Read the password from standard input." };
        var command = new Command("add", """
            Add a user, also beside a running server.

            Without --password-stdin a password is asked for on a terminal, and made and printed elsewhere.
            """)
        {
            name, role, fromInput, CommandSettings.Data,
        };
        command.SetAction(async (arguments, cancellation) =>
        {
            var roles = Roles.None;
            foreach (var text in arguments.GetValue(role)!)
            {
                if (!RoleNames.TryParse(text, out var one))
                    throw new OperatorException("--role", $"\"{text}\" must be one of {RoleNames.Choices}.");
                roles |= one;
            }
            var settings = CommandSettings.Read(arguments);
            Schema.Require(settings);
            var password = Passwords.Take(arguments.GetValue(fromInput), out var made);
            await using var provider = Parts(settings);
            await using var scope = provider.CreateAsyncScope();
            var user = arguments.GetValue(name)!;
            await scope.ServiceProvider.GetRequiredService<UserCreation>().Create(user, password, roles, db =>
                scope.ServiceProvider.GetRequiredService<AuditLog>().Add(
                    db, "command", "user.created", "user:" + user, to: roles.Text()), cancellation);
            Console.WriteLine($"Added {user} ({roles.Text()}).");
            if (made)
                Console.WriteLine($"Password, shown this once: {password}");
            return 0;
        });
        return command;
    }

    static ServiceProvider Parts(Settings settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<AuditLog>();
        services.AddDatabase(settings);
        services.AddUserAccounts();
        return services.BuildServiceProvider();
    }
}
