namespace Tollgate.Engine.EventLog;

/// <summary>What a crash left of a write behind the last whole record, and an opening has cut off.</summary>
/// <param name="Path">The segment.</param>
/// <param name="At">Byte of the segment at which it now ends.</param>
/// <param name="Bytes">How many bytes were cut off.</param>
/// <param name="KeptAs">The file that holds them now.</param>
public sealed record CutTail(string Path, long At, long Bytes, string KeptAs)
{
    public override string ToString() =>
        $"A crash had torn the last write of {Path}: {Bytes} bytes from byte {At} on are kept in {KeptAs}.";
}
