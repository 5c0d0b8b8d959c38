using System.Globalization;
using Microsoft.Extensions.Configuration;
using Tollgate.Engine.Simulation;
using Tollgate.Server.Configuration;

namespace Tollgate.Benchmarks.Driving;

/// <summary>The server's settings for a folder: the defaults, and the rates of the simulated currencies.</summary>
static class ServerSettings
{
    public static Settings Of(string folder)
    {
        var values = new Dictionary<string, string?> { ["Tollgate:DataFolder"] = folder };
        foreach (var (currency, rate) in Geography.Rates)
            values[$"Tollgate:Rates:Table:{currency}"] = rate.ToString(CultureInfo.InvariantCulture);
        return Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}
