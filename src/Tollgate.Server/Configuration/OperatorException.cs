namespace Tollgate.Server.Configuration;

/// <summary>A setting that stops the start. The message is one sentence: the key and the remedy.</summary>
sealed class OperatorException(string key, string remedy) : Exception($"{key}: {remedy}");
