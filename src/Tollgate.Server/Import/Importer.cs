using System.Text;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Configuration;
using Tollgate.Server.Decisions;

namespace Tollgate.Server.Import;

/// <summary>Sends the rows of files through the gate, in their order, and counts what became of them.</summary>
sealed class Importer
{
    readonly Gate gate;
    readonly RowMapper mapper;
    readonly RejectsFile rejects;
    readonly SubmitProblems problems;
    readonly HistoryLoader loader;
    readonly long now;

    /// <param name="flags">Of every record.</param>
    public Importer(
        Gate gate, RowMapper mapper, RejectsFile rejects, SubmitProblems problems, TimeProvider clock,
        RecordFlags flags)
    {
        (this.gate, this.mapper, this.rejects, this.problems) = (gate, mapper, rejects, problems);
        now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        loader = new(gate, LabelSource.Import) { Flags = flags, Answered = Count };
    }

    public long Rows { get; private set; }
    public long Imported { get; private set; }
    public long AlreadyThere { get; private set; }
    public long Frauds => loader.Frauds;

    /// <summary>To be called once, before the first file.</summary>
    /// <exception cref="OperatorException">The log holds live traffic, behind which history cannot be put.</exception>
    public async Task Begin()
    {
        var (live, newest) = await gate.QueryAsync(loop => (loop.LiveTransactions, loop.Watermark));
        if (live > 0)
        {
            throw new OperatorException(
                "--data",
                $"this log holds {live} payments of live traffic, and history cannot be put before them; "
                    + "import into a fresh folder with --data DIR.");
        }
        await loader.Room(newest);
    }

    /// <exception cref="IOException">The log cannot be written.</exception>
    public async Task Run(InputFile file, CancellationToken cancellation)
    {
        var rows = file.Rows;
        var rates = gate.Generation.Rates;
        while (!cancellation.IsCancellationRequested && rows.Read())
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
            var slot = await loader.Room(new Transaction(mapper.Builder.Built.Span).EventTime);
            slot.SetRow(file.Name, rows.Line, rows.Raw);
            loader.Send(slot, mapper.Builder.Built.Span, mapper.ReportedAt);
        }
    }

    /// <summary>Sends the labels that are left; those of reports yet to come count as reported now.</summary>
    public Task Finish() => loader.Finish(now);

    bool Count(InFlightSubmission slot, SubmitResult result)
    {
        if (result == SubmitResult.TooOld)
            result = LookFurtherBack(slot.Payment!.Transaction);
        if (result == SubmitResult.Done)
        {
            Imported++;
            return true;
        }
        if (result == SubmitResult.Replayed)
        {
            AlreadyThere++;
            return true;
        }
        rejects.Add(slot.File, slot.Line, Sentence(result, slot.Payment!), slot.Raw);
        return false;
    }

    // The gate forgets ids behind the window; a file that is imported again must find them all the same.
    SubmitResult LookFurtherBack(Transaction transaction)
    {
        var known = gate.History.Find(Encoding.UTF8.GetString(transaction.TransactionId));
        if (known is null)
            return SubmitResult.TooOld;
        return known.Transaction.SaysTheSame(transaction) ? SubmitResult.Replayed : SubmitResult.Conflict;
    }

    /// <summary>As the API says it, but where the remedy for a file is another one.</summary>
    string Sentence(SubmitResult result, TransactionSubmission payment) => result switch
    {
        SubmitResult.Conflict => "transaction_id: belongs to a payment with other fields",
        SubmitResult.TooOld => "event_time: lies too far behind the payments before it; sort the file by time",
        _ => problems.Of(result, payment)?.Detail ?? result.ToString(),
    };
}
