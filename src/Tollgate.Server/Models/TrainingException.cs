namespace Tollgate.Server.Models;

/// <summary>A model cannot be trained on what there is. The message is one sentence for the operator.</summary>
sealed class TrainingException(string message) : Exception(message);
