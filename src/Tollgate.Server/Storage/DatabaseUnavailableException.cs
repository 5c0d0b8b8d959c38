namespace Tollgate.Server.Storage;

/// <summary>The database was not asked, as too many ask it already; the same may succeed a moment later.</summary>
sealed class DatabaseUnavailableException(string message) : Exception(message);
