using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Tollgate.Server.Storage;

/// <summary>Times as integers: they sort and compare in SQL, on every database alike.</summary>
sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
    time => time.ToUnixTimeMilliseconds(),
    milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
