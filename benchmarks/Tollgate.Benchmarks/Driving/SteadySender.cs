using System.Diagnostics;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Benchmarks.Driving;

/// <summary>
/// Sends payments by a timetable, whatever became of those before: how long each waited is counted from the moment for
/// which it was planned, so that a gate that stands still cannot keep anybody from asking.
/// </summary>
/// <param name="rate">Payments/s.</param>
sealed class SteadySender(Traffic traffic, Gate gate, Disturbances disturbances, double rate)
{
    const int BetweenSamples = 32;

    static readonly long UntilNextTry = Stopwatch.Frequency / 10_000;

    readonly SubmissionReader reader = new(traffic, gate);
    readonly Queue<Pending> pending = new(1 << 14);
    readonly double ticks = Stopwatch.Frequency / rate;
    long[] answers = [];
    long begun;
    int answered;

    /// <summary>Payments that the gate had no room for; they come again until it has, and go on waiting.</summary>
    public int Busy { get; private set; }

    public int Count => answers.Length;

    /// <summary>Timestamp for which a payment was planned.</summary>
    public long PlannedAt(int payment) => begun + (long)(payment * ticks);

    /// <summary>Timestamp of its answer.</summary>
    public long AnsweredAt(int payment) => answers[payment];

    public double WaitMs(int payment) =>
        (AnsweredAt(payment) - PlannedAt(payment)) * 1e3 / Stopwatch.Frequency;

    public void Send(int from, int count)
    {
        (answers, answered) = (new long[count], 0);
        begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            for (var due = PlannedAt(i); Stopwatch.GetTimestamp() < due;)
                TakeAnswers();
            Submit(reader.Read(from + i));
            if (i % BetweenSamples == 0)
                disturbances.Sample();
            TakeAnswers();
        }
        while (pending.Count > 0)
            TakeAnswers();
    }

    void Submit(TransactionSubmission submission)
    {
        var sent = new Pending(submission, gate.SubmitAsync(submission));
        Busy += IsBusy(sent) ? 1 : 0;
        while (IsBusy(sent))
        {
            for (var until = Stopwatch.GetTimestamp() + UntilNextTry; Stopwatch.GetTimestamp() < until;)
                TakeAnswers();
            sent = new(submission, gate.SubmitAsync(submission));
        }
        pending.Enqueue(sent);
    }

    static bool IsBusy(Pending sent) =>
        sent.Result.IsCompleted && sent.Result.GetAwaiter().GetResult() == SubmitResult.Busy;

    /// <summary>The gate answers in the order of the queue.</summary>
    void TakeAnswers()
    {
        while (pending.TryPeek(out var oldest) && oldest.Result.IsCompleted)
        {
            answers[answered++] = Stopwatch.GetTimestamp();
            pending.Dequeue();
            if (oldest.Result.GetAwaiter().GetResult() is not (SubmitResult.Done or SubmitResult.Replayed))
                throw new InvalidDataException("A payment was not decided.");
            gate.Return(oldest.Submission);
        }
    }
}
