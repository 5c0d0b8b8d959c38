using Microsoft.Extensions.Configuration;
using Tollgate.Engine.EventLog;

namespace Tollgate.Server.Tests.Configuration;

public sealed class SettingsTests
{
    static Settings Read(params (string Key, string Value)[] pairs) => Settings.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(pairs.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Build());

    [Fact]
    public void Nothing_set_gives_the_documented_defaults()
    {
        var settings = Read();
        Assert.Equal((0.995, 0.9995), (settings.Decisions.Review, settings.Decisions.Block));
        Assert.Equal(TimeSpan.FromHours(24), settings.Decisions.IdempotencyWindow);
        Assert.Equal(10_000, settings.Decisions.ColdStart);
        Assert.Equal(ModelFailedPolicy.Review, settings.Decisions.ModelFailedPolicy);
        Assert.Equal(Durability.Os, settings.Durability);
        Assert.Equal(TimeSpan.FromMinutes(15), settings.Access.AccessTokenLifetime);
        Assert.Equal(TimeSpan.FromDays(14), settings.Access.RefreshTokenLifetime);
        Assert.False(settings.Demo);
        Assert.Empty(settings.Site.Proxies);
        Assert.Null(settings.Site.PublicUrl);
        Assert.Null(settings.Retention);
    }

    [Fact]
    public void Values_are_read_whatever_the_case_of_their_key()
    {
        var settings = Read(
            ("TOLLGATE:DURABILITY", "FSYNC"), ("tollgate:decisions:review", "0.99"),
            ("Tollgate:Rates:Table:USD", "0.9"), ("Tollgate:Decisions:IdempotencyWindow", "90m"),
            ("Tollgate:Retention", "30d"), ("Tollgate:Access:AccessTokenLifetime", "10m"),
            ("Tollgate:Access:RefreshTokenLifetime", "36h"));
        Assert.Equal(Durability.Fsync, settings.Durability);
        Assert.Equal(0.99, settings.Decisions.Review);
        Assert.Equal(0.9m, settings.Rates.Table["USD"]);
        Assert.Equal(1m, settings.Rates.Table["EUR"]);
        Assert.Equal(TimeSpan.FromMinutes(90), settings.Decisions.IdempotencyWindow);
        Assert.Equal(TimeSpan.FromDays(30), settings.Retention);
        Assert.Equal(TimeSpan.FromMinutes(10), settings.Access.AccessTokenLifetime);
        Assert.Equal(TimeSpan.FromHours(36), settings.Access.RefreshTokenLifetime);
    }

    [Theory]
    [InlineData("Tollgate:Durabillity", "os", "Tollgate:Durability")]
    [InlineData("Tollgate:Decisions:Blok", "0.9", "Tollgate:Decisions:Block")]
    [InlineData("Tollgate:Durability", "1", "os, fsync")]
    [InlineData("Tollgate:Durability", "never", "os, fsync")]
    [InlineData("Tollgate:EventLog", "Kafka", "not in this version")]
    [InlineData("Tollgate:Features", "Flink", "not in this version")]
    [InlineData("Tollgate:Database", "PostgreSQL", "not in this version")]
    [InlineData("Tollgate:Registry", "MLflow", "not in this version")]
    [InlineData("Tollgate:Decisions:Review", "1.5", "between 0 and 1")]
    [InlineData("Tollgate:Decisions:Block", "0.9", "greater than")]
    [InlineData("Tollgate:Decisions:IdempotencyWindow", "24", "s, m, h or d behind it, from 1m to 90d")]
    [InlineData("Tollgate:Decisions:IdempotencyWindow", "9999999999h", "from 1m to 90d")]
    [InlineData("Tollgate:Decisions:IdempotencyWindow", "2147483647d", "from 1m to 90d")]
    [InlineData("Tollgate:Decisions:IdempotencyWindow", "h", "from 1m to 90d")]
    [InlineData("Tollgate:Retention", "90", "s, m, h or d behind it, from 1d to 36500d")]
    [InlineData("Tollgate:Retention", "29d", "at least 30d")]
    [InlineData("Tollgate:Demo", "perhaps", "true or false")]
    [InlineData("Tollgate:Access:AccessTokenLifetime", "0m", "from 1m to 1h")]
    [InlineData("Tollgate:Access:RefreshTokenLifetime", "400d", "from 1d to 365d")]
    [InlineData("Tollgate:Access:AccessTokenMinutes", "15", "write Tollgate:Access:AccessTokenLifetime")]
    [InlineData("Tollgate:Access:RefreshTokenLife", "14d", "write Tollgate:Access:RefreshTokenLifetime")]
    [InlineData("Tollgate:Rates:Base", "euro", "ISO 4217")]
    [InlineData("Tollgate:Rates:Table:USD", "-1", "greater than 0")]
    [InlineData("Tollgate:Rates:Table:EUR", "2", "base currency")]
    [InlineData("Tollgate:Telemetry:Otlp", "collector", "http://collector:4317")]
    [InlineData("Tollgate:Proxies", "proxy.internal", "10.0.0.7 or 10.0.0.0/8")]
    [InlineData("Tollgate:Proxies", "10.0.0.7, 10.0.0.0/40", "10.0.0.7 or 10.0.0.0/8")]
    [InlineData("Tollgate:Proxies", "0.0.0.0/0", "choose its address")]
    [InlineData("Tollgate:PublicUrl", "gate.example.com", "https://gate.example.com")]
    [InlineData("Tollgate:PublicUrl", "https://gate.example.com/fraud", "without a path")]
    [InlineData("Tollgate:PublicUrl", "ftp://gate.example.com", "https://gate.example.com")]
    public void A_wrong_setting_is_refused_with_its_key_and_the_remedy(string key, string value, string remedy)
    {
        var wrong = Assert.Throws<OperatorException>(() => Read((key, value)));
        Assert.StartsWith(key + ": ", wrong.Message);
        Assert.Contains(remedy, wrong.Message);
    }

    [Fact]
    public async Task Outside_demo_mode_a_missing_master_key_stops_the_start()
    {
        using var folder = new TemporaryFolder();
        var wrong = await Assert.ThrowsAsync<OperatorException>(
            () => TollgateServer.Start(folder: folder.Data, demo: false));
        Assert.Contains("TOLLGATE_MASTER_KEY", wrong.Message);
    }
}
