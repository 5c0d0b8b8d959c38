using Microsoft.EntityFrameworkCore.Design;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Storage;

/// <summary>How <c>dotnet ef</c> gets at the model without starting a server.</summary>
sealed class TollgateDbDesign : IDesignTimeDbContextFactory<TollgateDb>
{
    public TollgateDb CreateDbContext(string[] args) =>
        Database.Open(Settings.Read(new ConfigurationBuilder().Build()));
}
