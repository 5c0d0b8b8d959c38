using System.Diagnostics;

namespace Tollgate.Benchmarks.Http;

/// <summary><see cref="EmptyEndpoint"/> as a process of its own.</summary>
sealed class EmptyProcess : IDisposable
{
    readonly Process process;

    public EmptyProcess(int answerBytes)
    {
        Port = TollgateProcess.FreePort();
        process = Process.Start(
            Environment.ProcessPath!, ["empty-endpoint", Port.ToString(), answerBytes.ToString()]);
    }

    public int Port { get; }

    /// <summary>Processor time of the process so far, all its threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }
}
