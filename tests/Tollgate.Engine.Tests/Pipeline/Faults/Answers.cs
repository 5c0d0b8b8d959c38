using System.Buffers.Binary;
using System.Text;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.EventLog;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Tests.Pipeline.Faults;

/// <summary>What a gate has answered: whatever becomes of its folder, it has to stand by that.</summary>
sealed class Answers
{
    readonly Lock sync = new();
    readonly Dictionary<string, (byte[] Transaction, byte[] Decision, bool IsRisky)> decided = [];
    readonly HashSet<string> refused = [];
    readonly Dictionary<string, List<ReportedLabel>> labels = [];

    public Answers()
    {
    }

    public Answers(Answers other)
    {
        decided = new(other.decided);
        refused = [.. other.refused];
        Others = other.Others;
        labels = other.labels.ToDictionary(label => label.Key, label => label.Value.ToList());
    }

    public int Count => decided.Count;

    /// <summary>Decisions that may be there besides: of what was on its way, or that a repair gave up.</summary>
    public int Others { get; init; }

    /// <summary>Takes the newest back, which a power failure may: they are as if they were refused.</summary>
    public Answers WithoutLast(int count) => Without([.. InOrder.TakeLast(count)], 0);

    /// <summary>Takes back what a repair has given up; the decision about it may still count.</summary>
    public Answers WithoutEvent(long offset) => Without(
        [.. decided.Where(answer => EventOf(answer.Value.Decision) == offset).Select(answer => answer.Key)], 1);

    public Answers WithoutLabels()
    {
        var others = new Answers(this);
        others.labels.Clear();
        return others;
    }

    /// <summary>Reads what <see cref="Line"/> wrote; a line that is cut short is of no answer.</summary>
    public static Answers Read(string path, int others)
    {
        var answers = new Answers { Others = others };
        foreach (var line in File.ReadAllText(path).Split('\n')[..^1])
        {
            var parts = line.Split(' ');
            var transaction = Convert.FromHexString(parts[0]);
            answers.decided.Add(
                Encoding.UTF8.GetString(new Transaction(transaction).TransactionId),
                (transaction, Convert.FromHexString(parts[1]), parts[2] == "True"));
        }
        return answers;
    }

    public static string Line(TransactionSubmission answered) =>
        $"{Convert.ToHexString(answered.Transaction.Bytes)} {Convert.ToHexString(answered.Decision.Bytes)} " +
        $"{answered.Decision.Kind != DecisionKind.Approve}\n";

    public IEnumerable<string> Risky => InOrder.Where(id => decided[id].IsRisky);

    IEnumerable<string> InOrder => decided.Keys.OrderBy(id => EventOf(decided[id].Decision));

    public async Task<SubmitResult> Submit(Gate gate, byte[] payment)
    {
        var submission = gate.Rent();
        submission.Set(payment);
        var result = await gate.SubmitAsync(submission);
        lock (sync)
            Note(Encoding.UTF8.GetString(submission.Transaction.TransactionId), submission, result);
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
            if (!RunsOrTells(damaged, () => AssertSame(answer, gate.History.Find(id))))
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
        try
        {
            await foreach (var batch in gate.Alerts.Follow(0, 100_000, TimeSpan.Zero))
            {
                foreach (var alert in batch.Alerts)
                {
                    var id = Encoding.UTF8.GetString(alert.Transaction.TransactionId);
                    raised.Add(id);
                    if (decided.TryGetValue(id, out var answer))
                        AssertSame(answer, alert);
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
        Assert.Equal(Risky, raised.Where(decided.ContainsKey));
        return true;
    }

    /// <summary>Sends some again; those that cannot be read are refused, and never decided a second time.</summary>
    async Task AssertDecidedOnce(Gate gate, HashSet<string> unreadable)
    {
        var before = gate.Decided;
        Assert.InRange(before, Count, Count + Others);
        foreach (var (id, (transaction, _, _)) in decided.Where((_, i) => i % 10 == 0))
        {
            if (!unreadable.Contains(id))
                Assert.Equal(SubmitResult.Replayed, await Submit(gate, transaction));
        }
        foreach (var id in unreadable)
            Assert.Equal(SubmitResult.Unavailable, await new Answers().Submit(gate, decided[id].Transaction));
        Assert.Equal(before, gate.Decided);
    }

    Answers Without(string[] ids, int others)
    {
        var kept = new Answers(this) { Others = others };
        foreach (var id in ids)
        {
            kept.decided.Remove(id);
            kept.refused.Add(id);
        }
        return kept;
    }

    static long EventOf(byte[] decision) => BinaryPrimitives.ReadInt64LittleEndian(decision);

    void Note(string id, TransactionSubmission submission, SubmitResult result)
    {
        if (result is SubmitResult.Done or SubmitResult.Replayed)
        {
            var decision = submission.Decision;
            var answer = (
                submission.Transaction.Bytes.ToArray(), decision.Bytes.ToArray(),
                decision.Kind != DecisionKind.Approve);
            refused.Remove(id);
            if (decided.TryAdd(id, answer))
                return;
            Assert.Equal(SubmitResult.Replayed, result);
            Assert.Equal(decided[id].Decision, answer.Item2);
        }
        else if (!decided.ContainsKey(id))
        {
            refused.Add(id);
        }
    }

    static void AssertSame((byte[] Transaction, byte[] Decision, bool IsRisky) answer, DecidedTransaction? found)
    {
        Assert.NotNull(found);
        Assert.True(found.Transaction.Bytes.SequenceEqual(answer.Transaction), "the transaction differs");
        Assert.True(found.Decision.Bytes.SequenceEqual(answer.Decision), "the decision differs");
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
