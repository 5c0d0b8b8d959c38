using System.Text;

namespace Tollgate.Server.Import;

/// <summary>
/// Rows of a file of history, one at a time, over one reused buffer: what a row shows is valid until the next
/// <see cref="Read"/>. One thread.
/// </summary>
abstract class RowReader(Stream stream) : IDisposable
{
    /// <summary>Bytes that one row may have.</summary>
    public const int MaxRow = 64 * 1024;

    const int RawShown = 256;

    readonly byte[] buffer = new byte[4 * MaxRow];
    byte[]? cutRaw;
    int rowStart;
    int rowLength;
    int start;
    int filled;
    long nextLine = 1;

    /// <summary>Line of the file that the row begins on, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Why the row cannot be read, as in "row 12 …"; null when it can.</summary>
    public string? Fault { get; protected set; }

    /// <summary>The row as it stands in the file, without its line end.</summary>
    public ReadOnlySpan<byte> Raw => cutRaw ?? Row.TrimEnd("\r\n"u8);

    protected ReadOnlySpan<byte> Row => buffer.AsSpan(rowStart, rowLength);

    /// <summary>Whether the stream holds no more than what is buffered.</summary>
    protected bool Ended { get; private set; }

    /// <summary>Goes to the next row; false at the end of the file.</summary>
    public abstract bool Read();

    /// <summary>Value of a wanted column, by its position among them; empty when absent.</summary>
    public abstract ReadOnlySpan<byte> Value(int wanted);

    /// <summary>Whether the file says itself that the value is text, and not a number.</summary>
    public abstract bool IsText(int wanted);

    public void Dispose() => stream.Dispose();

    /// <summary>What is buffered from the next row on: at least one row if not too long; empty at the end.</summary>
    protected ReadOnlySpan<byte> Ahead(bool more = false)
    {
        if (more || filled == start)
            Fill();
        return buffer.AsSpan(start, filled - start);
    }

    /// <summary>Whether more of the row can be had, if its end is not in sight.</summary>
    protected bool CanGrow(int length) => !Ended && length <= MaxRow;

    /// <summary>Makes the bytes ahead the current row.</summary>
    protected void Take(int length)
    {
        (rowStart, rowLength, cutRaw, Line) = (start, length, null, nextLine);
        start += length;
        nextLine += Row.Count((byte)'\n');
    }

    /// <summary>Passes over one line that cannot be read, however long it is.</summary>
    protected void Refuse(string fault)
    {
        var ahead = Ahead();
        Fault = fault;
        Take(0);
        var shown = ahead[..Math.Min(ahead.Length, RawShown)];
        cutRaw = (shown.IndexOf((byte)'\n') is var end and >= 0 ? shown[..end] : shown).ToArray();
        while (true)
        {
            ahead = Ahead();
            var newline = ahead.IndexOf((byte)'\n');
            start += newline >= 0 ? newline + 1 : ahead.Length;
            if (newline >= 0)
                nextLine++;
            if (newline >= 0 || ahead.IsEmpty)
                return;
        }
    }

    protected static bool IsUtf8(ReadOnlySpan<byte> text) => System.Text.Unicode.Utf8.IsValid(text);

    protected void PassByteOrderMark()
    {
        if (Ahead().StartsWith(Encoding.UTF8.Preamble))
            start += Encoding.UTF8.Preamble.Length;
    }

    void Fill()
    {
        buffer.AsSpan(start, filled - start).CopyTo(buffer);
        (start, filled) = (0, filled - start);
        while (!Ended && filled < buffer.Length)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
                Ended = true;
            filled += read;
        }
    }
}
