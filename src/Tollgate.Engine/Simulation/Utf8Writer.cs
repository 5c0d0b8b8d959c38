using System.Buffers.Text;

namespace Tollgate.Engine.Simulation;

/// <summary>Writes ASCII into a span that is known to be long enough.</summary>
ref struct Utf8Writer(Span<byte> span)
{
    readonly Span<byte> span = span;

    public int Length { get; private set; }

    public void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(span[Length..]);
        Length += text.Length;
    }

    public void Add(long number)
    {
        Utf8Formatter.TryFormat(number, span[Length..], out var written);
        Length += written;
    }

    public void Add(string ascii)
    {
        foreach (var c in ascii)
            span[Length++] = (byte)c;
    }

    /// <summary>Twelve hexadecimal digits of a 48-bit number.</summary>
    public void AddHex48(ulong number)
    {
        var digits = span.Slice(Length, 12);
        for (var i = 11; i >= 0; i--, number >>= 4)
            digits[i] = "0123456789abcdef"u8[(int)number & 15];
        Length += 12;
    }

    public void AddAddress(uint address)
    {
        Add(address >> 24);
        for (var shift = 16; shift >= 0; shift -= 8)
        {
            span[Length++] = (byte)'.';
            Add((address >> shift) & 255);
        }
    }

    /// <summary>RFC 3339 in UTC with milliseconds and <c>Z</c>; the time is in Unix milliseconds.</summary>
    public void AddTime(long time)
    {
        var at = DateTime.UnixEpoch.AddMilliseconds(time);
        var (year, month, day) = at;
        AddDigits(year, 4, '-');
        AddDigits(month, 2, '-');
        AddDigits(day, 2, 'T');
        AddDigits(at.Hour, 2, ':');
        AddDigits(at.Minute, 2, ':');
        AddDigits(at.Second, 2, '.');
        AddDigits(at.Millisecond, 3, 'Z');
    }

    void AddDigits(int number, int count, char end)
    {
        for (var i = count - 1; i >= 0; i--, number /= 10)
            span[Length + i] = (byte)('0' + number % 10);
        span[Length + count] = (byte)end;
        Length += count + 1;
    }
}
