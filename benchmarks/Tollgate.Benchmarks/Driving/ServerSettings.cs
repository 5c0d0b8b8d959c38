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
        var values = Geography.Rates.ToDictionary(
            rate => $"Tollgate:Rates:Table:{rate.Key}", rate => (string?)rate.Value.ToString(CultureInfo.InvariantCulture));
        values["Tollgate:DataFolder"] = folder;
        return Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}
