namespace Tollgate.Engine.Simulation.Network;

/// <summary>A payment on its way to the gate.</summary>
struct PaymentInFlight
{
    /// <summary>Its time is what the terminal's clock says.</summary>
    public PaymentDraft Draft;

    public long Number;

    /// <summary>When it reaches the gate, nanoseconds since 1970.</summary>
    public long Arrival;

    /// <summary>How far the terminal's clock is ahead, ms.</summary>
    public long ClockError;

    public bool IsLate;
    public bool IsRepeat;
}
