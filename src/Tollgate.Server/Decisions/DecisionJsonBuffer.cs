using System.Buffers;
using System.Text.Json;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Transactions;

namespace Tollgate.Server.Decisions;

/// <summary>One buffer and JSON writer a thread, so that an answer allocates nothing and its length is known.</summary>
static class DecisionJsonBuffer
{
    [ThreadStatic] static ArrayBufferWriter<byte>? bytes;
    [ThreadStatic] static Utf8JsonWriter? json;

    /// <returns>Valid until the next call on this thread.</returns>
    public static ReadOnlySpan<byte> Write(
        Transaction transaction, Decision decision, Generation generation, bool full)
    {
        var into = bytes ??= new ArrayBufferWriter<byte>(1024);
        var writer = json ??= new Utf8JsonWriter(into, DecisionJson.Options);
        into.ResetWrittenCount();
        writer.Reset();
        DecisionJson.Write(writer, transaction, decision, generation, full);
        writer.Flush();
        return into.WrittenSpan;
    }
}
