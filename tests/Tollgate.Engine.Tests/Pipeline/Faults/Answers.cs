using Tollgate.Engine.EventLog;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;

namespace Tollgate.Engine.Tests.Pipeline.Faults;

/// <summary>What a gate has answered: whatever becomes of its folder, it has to stand by that.</summary>
sealed class Answers
{
    readonly Lock sync = new();
    readonly Dictionary<string, AnsweredPayment> decided = [];
    readonly HashSet<string> refused = [];
    readonly Dictionary<string, List<ReportedLabel>> labels = [];

    public Answers()
    {
    }

    public Answers(Answers other)
    {
        decided = new(other.decided);
        refused = [.. other.refused];
        labels = other.labels.ToDictionary(label => label.Key, label => label.Value.ToList());
        Others = other.Others;
    }

    public int Count => decided.Count;

    /// <summary>Decisions that may be there besides: of what was on its way, or that a repair gave up.</summary>
    public int Others { get; init; }

    IEnumerable<AnsweredPayment> InOrder => decided.Values.OrderBy(answer => answer.EventOffset);

    /// <summary>Reads lines of answers; one that is cut short was never given.</summary>
    public static Answers Read(string path, int others)
    {
        var answers = new Answers { Others = others };
        foreach (var answer in File.ReadAllText(path).Split('\n')[..^1].Select(AnsweredPayment.Parse))
            answers.decided.Add(answer.Id, answer);
        return answers;
    }

    /// <summary>Takes the newest back, which a power failure may: they are as if they were refused.</summary>
    public Answers WithoutLast(int count) => Without(InOrder.TakeLast(count), 0);

    /// <summary>Takes back what a repair has given up; the decision about it may still count.</summary>
    public Answers WithoutEvent(long offset) =>
        Without(decided.Values.Where(answer => answer.EventOffset == offset), 1);

    public AnsweredPayment On(long eventOffset) => InOrder.First(answer => answer.EventOffset == eventOffset);

    public Answers WithoutLabels()
    {
        var others = new Answers(this);
        others.labels.Clear();
        return others;
    }

    public async Task<SubmitResult> Submit(Gate gate, byte[] payment)
    {
        var submission = gate.Rent();
        submission.Set(payment);
        var result = await gate.SubmitAsync(submission);
        lock (sync)
            Note(submission, result);
        gate.Return(submission);
        return result;
    }

    public async Task Decide(Gate gate, IEnumerable<byte[]> payments)
    {
        foreach (var payment in payments)
            Assert.Equal(SubmitResult.Done, await Submit(gate, payment));
    }

    public async Task Label(Gate gate, string id, LabelKind kind, long at)
    {
        var source = LabelSource.Machine("bank");
        Assert.Equal(SubmitResult.Done, await gate.SubmitAsync(new LabelSubmission(id, kind, at, source)));
        if (!labels.TryGetValue(id, out var known))
            labels[id] = known = [];
        known.Insert(0, new(kind, at, source));
    }

    /// <summary>Checks that all of it is there and equal, once, and that nothing is there that was refused.</summary>
    /// <param name="damaged">
    /// A log's file that may hold a damaged record which no start reads: whoever asks for it is told file and place.
    /// </param>
    /// <returns>Whether all could be read.</returns>
    public async Task<bool> AssertKept(Gate gate, string? damaged = null)
    {
        var unreadable = new HashSet<string>();
        var isRead = true;
        foreach (var (id, answer) in decided)
        {
            if (!RunsOrTells(damaged, () => answer.AssertIs(gate.History.Find(id))))
                unreadable.Add(id);
        }
        Assert.All(refused, id => Assert.Null(gate.History.Find(id)));
        foreach (var (id, known) in labels)
        {
            var current = await gate.QueryAsync(loop => loop.LabelOf(id));
            Assert.Equal(known.MaxBy(label => label.ReportedAt)!.Kind, current?.Kind);
            isRead &= RunsOrTells(damaged, () => Assert.Equal(known, gate.History.Labels.Of(current)));
        }
        isRead &= await AssertAlerts(gate, damaged);
        await AssertDecidedOnce(gate, unreadable);
        return isRead && unreadable.Count == 0;
    }

    async Task<bool> AssertAlerts(Gate gate, string? damaged)
    {
        var raised = new List<string>();
        var passed = new List<string>();
        try
        {
            await foreach (var batch in gate.Alerts.Follow(0, int.MaxValue, TimeSpan.Zero))
            {
                passed.AddRange(batch.Unreadable.Select(one => one.Reason));
                foreach (var alert in batch.Alerts)
                {
                    raised.Add(AnsweredPayment.IdOf(alert.Transaction));
                    if (decided.TryGetValue(raised[^1], out var answer))
                        answer.AssertIs(alert);
                    else
                        Assert.NotEqual(0, Others);
                }
                break;
            }
        }
        catch (LogException e) when (damaged is not null)
        {
            Promise.AssertNames(e, damaged);
            return false;
        }
        Assert.Distinct(raised);
        // What a repair gave up is passed as well; any other damage must be the one that was done.
        passed.RemoveAll(reason => reason.EndsWith("no longer kept.", StringComparison.Ordinal));
        foreach (var reason in passed)
            Promise.AssertNames(new LogException(reason), damaged!);
        var risky = InOrder.Where(answer => answer.IsRisky).Select(answer => answer.Id).ToList();
        var known = raised.Where(decided.ContainsKey).ToList();
        Assert.Equal(passed.Count == 0 ? risky : risky.Where(known.Contains), known);
        return passed.Count == 0;
    }

    /// <summary>Sends some again: those that cannot be read are refused, and none is decided a second time.</summary>
    async Task AssertDecidedOnce(Gate gate, HashSet<string> unreadable)
    {
        var before = gate.Decided;
        Assert.InRange(before, Count, Count + Others);
        foreach (var answer in decided.Values.Where((answer, i) => i % 10 == 0 && !unreadable.Contains(answer.Id)))
            Assert.Equal(SubmitResult.Replayed, await Submit(gate, answer.Transaction));
        foreach (var id in unreadable)
            Assert.Equal(SubmitResult.Unavailable, await new Answers().Submit(gate, decided[id].Transaction));
        Assert.Equal(before, gate.Decided);
    }

    Answers Without(IEnumerable<AnsweredPayment> gone, int others)
    {
        var kept = new Answers(this) { Others = others };
        foreach (var answer in gone)
        {
            kept.decided.Remove(answer.Id);
            kept.refused.Add(answer.Id);
        }
        return kept;
    }

    void Note(TransactionSubmission submission, SubmitResult result)
    {
        var id = AnsweredPayment.IdOf(submission.Transaction);
        if (result is SubmitResult.Done or SubmitResult.Replayed)
        {
            refused.Remove(id);
            if (decided.TryAdd(id, AnsweredPayment.Of(submission)))
                return;
            Assert.Equal(SubmitResult.Replayed, result);
            decided[id].AssertIsDecision(submission.Decision);
        }
        else if (!decided.ContainsKey(id))
        {
            refused.Add(id);
        }
    }

    static bool RunsOrTells(string? damaged, Action check)
    {
        try
        {
            check();
            return true;
        }
        catch (LogException e) when (damaged is not null)
        {
            Promise.AssertNames(e, damaged);
            return false;
        }
    }
}
