using System.Diagnostics.Metrics;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Server.Telemetry;

/// <summary>
/// Every instrument of the server, on one meter. Names in dots, units by UCUM; Prometheus shows them as
/// tollgate_access_refused_total.
/// </summary>
sealed class ServerMetrics : IDisposable
{
    public const string MeterName = "Tollgate.Server";

    readonly AnsweredDecisions answered = new();
    readonly LatencyRecorder latencies;
    readonly Meter meter;
    readonly Counter<long> refused;
    readonly Counter<long> signIns;
    readonly Counter<long> decisionsRefused;
    readonly Histogram<double> decisionDuration;
    readonly Counter<long> alertsPassed;

    public ServerMetrics(IMeterFactory meters, LatencyRecorder latencies)
    {
        this.latencies = latencies;
        meter = meters.Create(MeterName);
        refused = meter.CreateCounter<long>(
            "tollgate.access.refused", "{request}", "Machine calls that were refused, by reason.");
        signIns = meter.CreateCounter<long>(
            "tollgate.access.sign_ins", "{attempt}", "Attempts to sign in, by result.");
        meter.CreateObservableCounter(
            "tollgate.decisions", answered.Read, "{decision}", "Answered decisions, by kind.");
        decisionsRefused = meter.CreateCounter<long>(
            "tollgate.decisions.refused", "{transaction}", "Transactions that were not decided, by reason.");
        alertsPassed = meter.CreateCounter<long>(
            "tollgate.cases.alerts_passed", "{alert}", "Alerts that could not be read and made no case.");
        decisionDuration = meter.CreateHistogram(
            "tollgate.decision.duration", "s", "From the request to its decision, one transaction a request.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries =
                    [0.0001, 0.00025, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
            });
    }

    /// <summary>Alerts that cannot be read made no case.</summary>
    public void AlertsPassed(int count) => alertsPassed.Add(count);

    public void Refused(string reason) => refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <param name="result">succeeded, failed or throttled.</param>
    public void SignIn(string result) => signIns.Add(1, new KeyValuePair<string, object?>("result", result));

    /// <summary>One transaction of a request was decided.</summary>
    public void Decided(DecisionKind kind, TimeSpan took, bool replayed)
    {
        Decided(kind, replayed);
        decisionDuration.Record(took.TotalSeconds);
        latencies.Record(took);
    }

    /// <summary>One transaction of a batch was decided.</summary>
    public void Decided(DecisionKind kind, bool replayed) => answered.Add(kind, replayed);

    public void DecisionRefused(string reason) =>
        decisionsRefused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Reads from the gate when it is asked.</summary>
    public void Observe(Gate gate)
    {
        meter.CreateObservableCounter(
            "tollgate.events.size", () => gate.EventsEnd, "By", "The log of events since it began.");
        meter.CreateObservableCounter(
            "tollgate.events.decided", () => gate.Decided, "{transaction}",
            "Transactions decided since the log began.");
    }

    public void Dispose() => meter.Dispose();
}
