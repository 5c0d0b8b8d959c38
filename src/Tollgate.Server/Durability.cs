namespace Tollgate.Server;

/// <summary>What an acknowledged write survives.</summary>
enum Durability
{
    /// <summary>A crash of the process; the operating system writes it to disk in its own time.</summary>
    Os,

    /// <summary>A loss of power as well: nothing is acknowledged before it is on the disk.</summary>
    Fsync,
}
