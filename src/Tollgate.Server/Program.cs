using System.CommandLine;
using Tollgate.Server.Commands;

return await CommandLine.Run(args, new RootCommand("Tollgate stops fraudulent payments while they happen.")
{
    ServeCommand.Create(),
    SimulateCommand.Create(),
    ImportCommand.Create(),
    TrainCommand.Create(),
    ReplayCommand.Create(),
    LogCommand.Create(),
    UsersCommand.Create(),
    KeysCommand.Create(),
});
