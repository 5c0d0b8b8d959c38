using Spectre.Console;

namespace Tollgate.Server.Commands;

/// <summary>Shows how far long work is: on the error output, a bar on a terminal, else a line now and then.</summary>
static class ProgressDisplay
{
    static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    /// <param name="title">What is being done, such as "Importing".</param>
    /// <param name="work">Reports the share that is done, 0 to 1.</param>
    public static async Task<T> Show<T>(string title, Func<IProgress<double>, Task<T>> work, TimeProvider clock)
    {
        if (Console.IsErrorRedirected)
            return await work(new Lines(title, clock));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn())
            .StartAsync(async shown =>
            {
                var bar = shown.AddTask(Markup.Escape(title), maxValue: 1);
                return await work(new Bar(bar));
            });
    }

    sealed class Bar(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = value;
    }

    sealed class Lines(string title, TimeProvider clock) : IProgress<double>
    {
        long last = clock.GetTimestamp();

        public void Report(double value)
        {
            if (clock.GetElapsedTime(last) < BetweenLines)
                return;
            last = clock.GetTimestamp();
            Console.Error.WriteLine($"{title}: {value:P0}");
        }
    }
}
