namespace Tollgate.Benchmarks.Http;

/// <summary>How far a signed decision goes before it is answered; each step contains those before it.</summary>
enum Step
{
    /// <summary>Our pipeline, up to where a decision begins.</summary>
    Pipeline,
    Body,
    Verify,
    Parse,

    /// <summary>Into the gate and back, with nothing to log and nothing to decide.</summary>
    Gate,
}
