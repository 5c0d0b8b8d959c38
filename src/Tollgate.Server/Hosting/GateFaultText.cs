using System.Diagnostics;
using Tollgate.Engine.Pipeline;
using Tollgate.Server.Telemetry;

namespace Tollgate.Server.Hosting;

/// <summary>Words the faults of the gate, for the log of the server and for whoever asks whether it is ready.</summary>
static class GateFaultText
{
    public static void Log(this ILogger logger, GateFault fault)
    {
        switch (fault.Kind)
        {
            case GateFaultKind.LogNotWritten:
                logger.LogNotWritten(fault.Cause);
                break;
            case GateFaultKind.LoopFailed:
                logger.LoopFailed(fault.Cause);
                break;
            case GateFaultKind.SubmissionFailed:
                logger.SubmissionFailed(fault.Cause);
                break;
            case GateFaultKind.SnapshotNotWritten:
                logger.SnapshotNotWritten(fault.Cause);
                break;
            case GateFaultKind.ModelFailed:
                logger.ModelFailed(fault.Cause);
                break;
            case GateFaultKind.ModelMissing:
                logger.ModelMissing(fault.Cause.Message, fault.Cause);
                break;
            case GateFaultKind.DecisionsDiffer:
                logger.DecisionsDiffer(fault.Cause.Message);
                break;
            case GateFaultKind.TailCut:
                logger.TailCut(fault.Cause.Message);
                break;
            case GateFaultKind.FileMadeAgain:
                logger.FileMadeAgain(fault.Cause.Message);
                break;
            case GateFaultKind.IdsNotWritten:
                logger.IdsNotWritten(fault.Cause);
                break;
            case GateFaultKind.RetentionWithheld:
                logger.RetentionWithheld(fault.Cause.Message);
                break;
            case GateFaultKind.LogDamaged:
                logger.LogDamaged(fault.Cause.Message);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Why the gate decides nothing.</summary>
    public static string ToSentence(this GateFault fault) => fault.Kind switch
    {
        GateFaultKind.LoopFailed => "The decision loop has failed; restart the gate, which decides the log again.",
        _ => $"The log cannot be written: {fault.Cause.Message}",
    };
}
