using System.Text;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Transactions;

namespace Tollgate.Server.Import;

/// <summary>
/// Sends the rows of files through the gate, in their order, with the event time as the time of the record, and each
/// fraud's label behind the payments that came before its report. Reads on while the gate decides: a ring of requests
/// is in flight, and the oldest is awaited when it is full.
/// </summary>
/// <param name="flags">Of every record.</param>
sealed class Importer(Gate gate, RowMapper mapper, RejectsFile rejects, TimeProvider clock, byte flags)
{
    const int InFlight = 2_048;

    readonly ImportSlot[] ring = [.. Enumerable.Range(0, InFlight).Select(_ => new ImportSlot())];
    readonly PriorityQueue<(string Id, long ReportedAt, long Sent), long> reports = new();
    readonly HashSet<long> refused = [];
    readonly long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
    long sent;
    long completed;
    long appendTime;

    public long Rows { get; private set; }
    public long Imported { get; private set; }
    public long AlreadyThere { get; private set; }
    public long Frauds { get; private set; }

    /// <summary>To be called once, before the first file.</summary>
    /// <exception cref="SettingsException">The log holds live traffic, behind which history cannot be put.</exception>
    public async Task Begin()
    {
        var (live, newest) = await gate.QueryAsync(loop => (loop.LiveTransactions, loop.Watermark));
        if (live > 0)
        {
            throw new SettingsException(
                "--data", $"this log holds {live} payments of live traffic, and history cannot be put before them; import into a fresh folder with --data DIR.");
        }
        appendTime = Math.Max(1, newest);
    }

    /// <exception cref="IOException">The log cannot be written.</exception>
    public async Task Run(InputFile file, CancellationToken cancel)
    {
        var rows = file.Rows;
        var rates = gate.Generation.Rates;
        while (!cancel.IsCancellationRequested && rows.Read())
        {
            Rows++;
            if (rows.Fault is { } fault)
            {
                rejects.Add(file.Name, rows.Line, fault, rows.Raw);
                continue;
            }
            if (!mapper.TryBuild(rows, rates, now))
            {
                rejects.Add(file.Name, rows.Line, mapper.Builder.Errors.ToString(), rows.Raw);
                continue;
            }
            appendTime = Math.Max(appendTime, new Transaction(mapper.Builder.Built.Span).EventTime);
            while (reports.TryPeek(out _, out var due) && due <= appendTime)
                await SendReport();
            await SendPayment(file.Name, rows);
        }
    }

    /// <summary>Sends the labels that are left; those of reports yet to come count as reported now.</summary>
    public async Task Finish()
    {
        while (reports.Count > 0)
            await SendReport();
        while (completed < sent)
            await CompleteOldest();
    }

    async ValueTask SendPayment(string file, RowReader rows)
    {
        if (sent - completed == InFlight) await CompleteOldest();
        var request = gate.Rent();
        request.Set(mapper.Builder.Built.Span);
        (request.AppendTime, request.Flags) = (appendTime, flags);
        var slot = ring[sent % InFlight];
        slot.Set(request, file, rows.Line, rows.Raw);
        slot.Await(gate.SubmitWhenRoom(request));
        if (mapper.ReportedAt is { } reportedAt)
            reports.Enqueue((Encoding.UTF8.GetString(request.Transaction.TransactionId), reportedAt, sent), reportedAt);
        sent++;
    }

    async ValueTask SendReport()
    {
        var (id, reportedAt, payment) = reports.Dequeue();
        // Only the answer tells whether the row was taken, and whether the id is that of another payment.
        while (completed <= payment)
            await CompleteOldest();
        if (refused.Contains(payment)) return;
        if (sent - completed == InFlight) await CompleteOldest();
        reportedAt = Math.Min(reportedAt, now);
        appendTime = Math.Max(appendTime, reportedAt);
        var request = new LabelRequest(id, LabelKind.Fraud, reportedAt, "import") { AppendTime = appendTime, Flags = flags };
        var slot = ring[sent % InFlight];
        slot.SetLabel();
        slot.Await(gate.SubmitWhenRoom(request));
        sent++;
    }

    async ValueTask CompleteOldest()
    {
        var slot = ring[completed % InFlight];
        var outcome = await slot.Task;
        if (outcome is Outcome.Unavailable or Outcome.Busy)
            throw new IOException($"The log cannot be written: {gate.Ailment ?? "the gate was stopped"}.");
        if (slot.Payment is { } payment)
        {
            Count(outcome, payment, slot);
            gate.Return(payment);
        }
        else
        {
            Frauds += outcome is Outcome.Done or Outcome.Unchanged ? 1 : 0;
        }
        completed++;
    }

    void Count(Outcome outcome, TransactionRequest payment, ImportSlot slot)
    {
        if (outcome == Outcome.TooOld && IsKnown(payment.Transaction, out var same))
            outcome = same ? Outcome.Replayed : Outcome.Conflict;
        if (outcome == Outcome.Done)
        {
            Imported++;
            return;
        }
        if (outcome == Outcome.Replayed)
        {
            AlreadyThere++;
            return;
        }
        refused.Add(completed);
        rejects.Add(slot.File, slot.Line, Sentence(outcome), slot.Raw);
    }

    // The gate forgets ids behind the window; a file that is imported again must find them all the same.
    bool IsKnown(Transaction transaction, out bool same)
    {
        var known = gate.History.Find(Encoding.UTF8.GetString(transaction.TransactionId));
        same = known is not null && known.Transaction.SaysTheSame(transaction);
        return known is not null;
    }

    static string Sentence(Outcome outcome) => outcome switch
    {
        Outcome.Conflict => "transaction_id: belongs to a payment with other fields",
        Outcome.TooOld => "event_time: lies too far behind the payments before it; sort the file by time",
        Outcome.NoRate => "currency: has no rate",
        _ => outcome.ToString(),
    };
}
