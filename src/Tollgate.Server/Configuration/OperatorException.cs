namespace Tollgate.Server.Configuration;

/// <summary>What an operator must set right. The message is one sentence: what it is about, and the remedy.</summary>
sealed class OperatorException(string key, string remedy) : Exception($"{key}: {remedy}");
