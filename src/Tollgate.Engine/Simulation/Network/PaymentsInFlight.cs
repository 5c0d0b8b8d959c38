namespace Tollgate.Engine.Simulation.Network;

/// <summary>The payments on their way, in the order in which they arrive. Memory is that of the most at once.</summary>
sealed class PaymentsInFlight
{
    readonly PriorityQueue<PaymentInFlight, ArrivalOrder> queue = new();

    /// <summary>When the next one arrives; the largest number when none is on its way.</summary>
    public long NextArrival => queue.TryPeek(out _, out var next) ? next.Time : long.MaxValue;

    public void Add(in PaymentInFlight payment) =>
        queue.Enqueue(payment, new(payment.Arrival, payment.Number, payment.IsRepeat));

    public PaymentInFlight Next() => queue.Dequeue();

    /// <summary>
    /// Forgets what would arrive before a time, and all repeats: the first sending of one may be forgotten.
    /// </summary>
    public void SkipTo(long time)
    {
        var kept = queue.UnorderedItems
            .Where(item => item.Element.Arrival >= time && !item.Element.IsRepeat)
            .ToList();
        queue.Clear();
        queue.EnqueueRange(kept);
    }

    readonly record struct ArrivalOrder(long Time, long Number, bool IsRepeat) : IComparable<ArrivalOrder>
    {
        public int CompareTo(ArrivalOrder other)
        {
            var order = Time.CompareTo(other.Time);
            if (order == 0)
                order = Number.CompareTo(other.Number);
            return order == 0 ? IsRepeat.CompareTo(other.IsRepeat) : order;
        }
    }
}
