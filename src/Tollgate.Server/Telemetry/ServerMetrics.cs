using System.Diagnostics.Metrics;

namespace Tollgate.Server.Telemetry;

/// <summary>
/// Every instrument of the server, on one meter. Names in dots, units by UCUM; Prometheus shows them as
/// tollgate_access_refused_total.
/// </summary>
sealed class ServerMetrics : IDisposable
{
    public const string MeterName = "Tollgate.Server";

    readonly Meter meter;
    readonly Counter<long> refused;
    readonly Counter<long> signIns;

    public ServerMetrics(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        refused = meter.CreateCounter<long>(
            "tollgate.access.refused", "{request}", "Machine calls that were refused, by reason.");
        signIns = meter.CreateCounter<long>(
            "tollgate.access.sign_ins", "{attempt}", "Attempts to sign in, by outcome.");
    }

    public void Refused(string reason) => refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <param name="outcome">succeeded, failed or throttled.</param>
    public void SignIn(string outcome) => signIns.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Dispose() => meter.Dispose();
}
