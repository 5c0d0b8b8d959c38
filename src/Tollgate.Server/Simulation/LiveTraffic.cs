using System.Buffers;
using System.Text;
using System.Text.Json;
using Tollgate.Engine.Simulation;

namespace Tollgate.Server.Simulation;

/// <summary>
/// Sends simulated payments when they arrive, and the labels of frauds when they are reported, with a bounded number of
/// calls under way. When it falls far behind, as after a computer's sleep, it leaves out what it missed.
/// </summary>
sealed class LiveTraffic(GateClient calls, PaymentSimulator simulator, TimeProvider clock) : IDisposable
{
    const int AtOnce = 32;
    static readonly TimeSpan TooFarBehind = TimeSpan.FromMinutes(1);

    readonly SemaphoreSlim places = new(AtOnce);
    readonly PriorityQueue<byte[], long> reports = new();
    readonly ArrayBufferWriter<byte> buffer = new(1_024);

    public TrafficFigures Figures { get; } = new();

    /// <summary>Called with every payment as it is made.</summary>
    public Action<SimulatedPayment>? Made { get; init; }

    /// <summary>Whether frauds are labelled when they are reported.</summary>
    public bool SendLabels { get; init; }

    /// <summary>How often a call is made when the gate is full or away, before the payment counts as refused.</summary>
    public int Attempts { get; init; } = 10;

    /// <param name="count">Payments to send; those that are sent twice count once.</param>
    public async Task Run(long count, CancellationToken cancellation)
    {
        try
        {
            for (var left = count; left > 0;)
            {
                if (!(await SendNext(cancellation)).IsRepeat)
                    left--;
            }
        }
        finally
        {
            // Those under way are waited for, so that the figures are whole.
            for (var i = 0; i < AtOnce; i++)
                await places.WaitAsync(CancellationToken.None);
            places.Release(AtOnce);
        }
    }

    public void Dispose() => places.Dispose();

    async Task<SimulatedPayment> SendNext(CancellationToken cancellation)
    {
        buffer.ResetWrittenCount();
        var payment = simulator.Next(buffer);
        Made?.Invoke(payment);
        var due = DateTimeOffset.FromUnixTimeMilliseconds(payment.ArrivalTime);
        var json = buffer.WrittenSpan.ToArray();
        var ahead = due - clock.GetUtcNow();
        if (ahead > TimeSpan.Zero)
            await Task.Delay(ahead, clock, cancellation);
        await Start("/api/decisions", json, payment.IsRepeat, cancellation);
        if (payment.IsFraud && !payment.IsRepeat && SendLabels)
            NoteReport(payment);
        while (reports.TryPeek(out var label, out var at) && at <= clock.GetUtcNow().ToUnixTimeMilliseconds())
        {
            reports.Dequeue();
            await Start("/api/labels", label, isRepeat: false, cancellation);
        }
        if (clock.GetUtcNow() - due > TooFarBehind)
            simulator.SkipTo(clock.GetUtcNow());
        return payment;
    }

    void NoteReport(SimulatedPayment payment)
    {
        buffer.ResetWrittenCount();
        SimulatedLabel.WriteLabel(payment, buffer);
        reports.Enqueue(buffer.WrittenSpan.ToArray(), SimulatedLabel.ReportedAt(payment));
    }

    async Task Start(string path, byte[] json, bool isRepeat, CancellationToken cancellation)
    {
        await places.WaitAsync(cancellation);
        _ = SendOne(path, json, isRepeat, cancellation);
    }

    async Task SendOne(string path, byte[] json, bool isRepeat, CancellationToken cancellation)
    {
        try
        {
            var started = clock.GetTimestamp();
            using var answer = await calls.Post(path, json, Attempts, cancellation);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
            if (!answer.IsSuccessStatusCode)
                Figures.Refuse($"{(int)answer.StatusCode} {Encoding.UTF8.GetString(body)}");
            else if (isRepeat)
                Figures.Replayed();
            else if (path == "/api/decisions")
                Figures.Decided(body, clock.GetElapsedTime(started));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            // One that was cut off by the end of the run is neither decided nor refused.
            if (!cancellation.IsCancellationRequested)
                Figures.Refuse(e.Message);
        }
        finally
        {
            places.Release();
        }
    }
}
