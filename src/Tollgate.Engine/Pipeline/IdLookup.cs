using Tollgate.Engine.Idempotency;

namespace Tollgate.Engine.Pipeline;

/// <summary>
/// Looks the ids of waiting payments up, many at once, so that they wait for memory together. What is found holds
/// within one batch, which adds to the index only at its end: the next one looks up again what this one has not
/// admitted. Runs on the thread that runs the gate.
/// </summary>
sealed class IdLookup(GateLogs logs)
{
    const int AtOnce = 256;

    readonly TransactionIdHash hash = logs.Hash;
    readonly TransactionIndex index = logs.Index;
    readonly List<TransactionSubmission> payments = new(AtOnce);
    readonly UInt128[] ids = new UInt128[AtOnce];
    readonly long[] offsets = new long[AtOnce];
    long newerThan;
    int end;

    /// <param name="oldest">No id is known that is older in this batch, Unix ms.</param>
    public void BeginBatch(long oldest) => (newerThan, end) = (oldest, 0);

    /// <summary>Sees to it that a submission is looked up, and with it those that most likely follow.</summary>
    public void Find(List<Submission> submissions, int at)
    {
        if (at < end)
            return;
        try
        {
            Find(submissions, at, AtOnce);
        }
        catch (Exception)
        {
            // One of them cannot be looked up. Alone, each fails for itself.
            Find(submissions, at, 1);
        }
    }

    void Find(List<Submission> submissions, int at, int most)
    {
        payments.Clear();
        var next = at;
        do
        {
            if (submissions[next] is not TransactionSubmission payment)
                continue;
            ids[payments.Count] = hash.Of(payment.Transaction.TransactionId);
            payments.Add(payment);
        }
        // A change of the generation ends the batch.
        while (++next < submissions.Count && next < at + most && submissions[next] is not GenerationSubmission);
        index.Find(ids.AsSpan(0, payments.Count), offsets, newerThan);
        for (var i = 0; i < payments.Count; i++)
            (payments[i].IdHash, payments[i].KnownAt) = (ids[i], offsets[i]);
        end = next;
    }
}
