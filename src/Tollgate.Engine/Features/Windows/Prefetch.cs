using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Tollgate.Engine.Features.Windows;

/// <summary>
/// Asks for memory before it is needed. Nearly all that a payment costs is waiting for memory, and many places can be
/// waited for at once.
/// </summary>
static class Prefetch
{
    /// <summary>Words of 8 bytes that come with one request.</summary>
    public const int LineWords = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Line<T>(ref T at)
        where T : unmanaged
    {
        // Only a hint: the collector may move the array meanwhile.
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref at));
    }
}
