using Tollgate.Server.Commands;

return await CommandLine.Run(args);
