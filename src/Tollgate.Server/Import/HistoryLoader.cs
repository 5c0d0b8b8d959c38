using System.Text;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Decisions;
using Tollgate.Server.Hosting;

namespace Tollgate.Server.Import;

/// <summary>
/// Sends history through the gate at full speed, with the time of each payment as that of its record (which never goes
/// back), and each fraud's label behind the payments that came before its report. A ring of submissions is in flight
/// while the gate decides; the oldest is awaited when it is full. One caller at a time.
/// </summary>
/// <param name="source">Of the labels of the frauds.</param>
sealed class HistoryLoader(Gate gate, LabelSource source)
{
    const int InFlight = 2_048;

    readonly InFlightSubmission[] ring = [.. Enumerable.Range(0, InFlight).Select(_ => new InFlightSubmission())];
    readonly PriorityQueue<(string Id, long ReportedAt, long Sent), long> reports = new();
    readonly HashSet<long> refused = [];
    long sent;
    long completed;

    /// <summary>Flags of the records to come.</summary>
    public RecordFlags Flags { get; set; }

    /// <summary>Time of the newest record, Unix ms.</summary>
    public long Time { get; private set; } = 1;

    /// <summary>Payments labelled as fraud, those that were so before included.</summary>
    public long Frauds { get; private set; }

    /// <summary>Told the answer on each payment, in their order; false when it was not taken.</summary>
    public required Func<InFlightSubmission, SubmitResult, bool> Answered { get; init; }

    /// <summary>Sends the labels that were reported until a payment, and finds a place for it.</summary>
    /// <param name="time">Of the payment, Unix ms: when it arrived, or, where nobody knows, when it was made.</param>
    /// <exception cref="IOException">The log cannot be written.</exception>
    public async ValueTask<InFlightSubmission> Room(long time)
    {
        while (reports.TryPeek(out _, out var due) && due <= time)
            await SendReport(long.MaxValue);
        Time = Math.Max(Time, time);
        return await FreeSlot();
    }

    /// <summary>Sends a payment from the place that was found for it.</summary>
    /// <param name="reportedAt">When it was reported as fraud, Unix ms; null when it was not.</param>
    public void Send(InFlightSubmission slot, ReadOnlySpan<byte> transaction, long? reportedAt)
    {
        var request = gate.Rent();
        request.Set(transaction);
        (request.AppendTime, request.Flags) = (Time, Flags);
        if (reportedAt is { } at)
            ExpectReport(request.Transaction.TransactionId, at, sent);
        slot.Await(request, gate.SubmitWhenRoom(request));
        sent++;
    }

    /// <summary>Has a payment labelled that the gate decided before.</summary>
    public void ExpectReport(ReadOnlySpan<byte> transactionId, long reportedAt) =>
        ExpectReport(transactionId, reportedAt, -1);

    /// <summary>Waits until all that was sent is answered.</summary>
    public async Task Drain()
    {
        while (completed < sent)
            await CompleteOldest();
    }

    /// <summary>Sends the labels that are left, in the order of their reports, and waits for all answers.</summary>
    /// <param name="latest">A report yet to come then counts as reported now, Unix ms.</param>
    public async Task Finish(long latest)
    {
        while (reports.Count > 0)
            await SendReport(latest);
        await Drain();
    }

    void ExpectReport(ReadOnlySpan<byte> id, long reportedAt, long payment) =>
        reports.Enqueue((Encoding.UTF8.GetString(id), reportedAt, payment), reportedAt);

    async ValueTask SendReport(long latest)
    {
        var (id, reportedAt, payment) = reports.Dequeue();
        // Only the answer tells whether the payment was taken, or its id is that of another one.
        while (completed <= payment)
            await CompleteOldest();
        if (refused.Contains(payment))
            return;
        var slot = await FreeSlot();
        reportedAt = Math.Min(reportedAt, latest);
        Time = Math.Max(Time, reportedAt);
        var request = new LabelSubmission(id, LabelKind.Fraud, reportedAt, source) { AppendTime = Time, Flags = Flags };
        slot.Await(null, gate.SubmitWhenRoom(request));
        sent++;
    }

    async ValueTask<InFlightSubmission> FreeSlot()
    {
        if (sent - completed == InFlight)
            await CompleteOldest();
        return ring[sent % InFlight];
    }

    async ValueTask CompleteOldest()
    {
        var slot = ring[completed % InFlight];
        var result = await slot.Task;
        if (SubmitProblems.IsAway(result))
            throw new IOException(gate.Fault?.ToSentence() ?? "The log cannot be written: the gate was stopped.");
        if (slot.Payment is { } payment)
        {
            if (!Answered(slot, result))
                refused.Add(completed);
            gate.Return(payment);
        }
        else if (SubmitProblems.IsTaken(result))
        {
            Frauds++;
        }
        completed++;
    }
}
