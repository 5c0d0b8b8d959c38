using System.Buffers;
using System.Buffers.Text;
using System.CommandLine;
using System.Text.Json;
using Tollgate.Engine.Simulation;
using Tollgate.Server.Configuration;
using Tollgate.Server.Http;
using Tollgate.Server.Simulation;

namespace Tollgate.Server.Commands;

/// <summary><c>tollgate simulate</c></summary>
static class SimulateCommand
{
    /// <summary>Where a file's traffic begins unless told: fixed, so that the same seed gives the same bytes.</summary>
    static readonly DateTimeOffset FileStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static readonly Option<string> To = new("--to")
    {
        Description = "A gate (http://127.0.0.1:8000), a file for JSON lines, or - for standard output.",
        Required = true,
    };

    static readonly Option<double> Rate = new("--rate")
    {
        Description = "Payments a second, of simulated time in a file, of real time to a gate (default 1).",
        DefaultValueFactory = _ => 1,
    };

    static readonly Option<long?> Count = new("--count")
    {
        Description = "Payments in all, each counted once (default 10000 into a file; to a gate until it is stopped).",
    };

    static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Source of chance (default 1).",
        DefaultValueFactory = _ => 1,
    };

    static readonly Option<string?> Labels = new("--labels")
    {
        Description = "File for the label of every payment, JSON lines.",
    };

    static readonly Option<string?> Start = new("--start")
    {
        Description = "Time of the first payment in a file (default 2026-01-01).",
    };

    static readonly Option<string?> Key = new("--key") { Description = "Id of a machine key (or TOLLGATE_KEY)." };

    static readonly Option<string?> SecretFile = new("--secret-file")
    {
        Description = "File with the key's secret (or TOLLGATE_SECRET, the secret itself).",
    };

    static readonly Option<bool> AsJson = new("--json") { Description = "Print the summary as one JSON object." };

    public static Command Create()
    {
        var command = new Command("simulate", """
            Make synthetic payments with labelled fraud of several kinds.

            Into a file at full speed: the same options give the same bytes. To a gate in real time, each payment in a
            signed call of its own, made again when the gate says that it is full.

            Payments come in the order in which they arrive, which is not that of their event times: they overtake each
            other, some come twice, some hours late, and some terminals have a wrong clock. The options for that set to
            0 make a network without faults.
            """)
        {
            To, Rate, Count, Seed, Labels, Start, Key, SecretFile, AsJson,
        };
        foreach (var option in SimulateNetworkOptions.All)
            command.Add(option);
        command.SetAction(Run);
        return command;
    }

    static async Task<int> Run(ParseResult arguments, CancellationToken cancellation)
    {
        var to = arguments.GetValue(To)!;
        if (to.StartsWith("kafka://", StringComparison.OrdinalIgnoreCase))
        {
            throw new OperatorException(
                "--to", "this version does not write to Kafka; name a gate's http:// address or a file.");
        }

        using var labels = arguments.GetValue(Labels) is { } path ? Create(path, "--labels") : null;
        try
        {
            return Uri.TryCreate(to, UriKind.Absolute, out var gate) && gate.Scheme is "http" or "https"
                ? await ToGate(arguments, gate, labels, cancellation)
                : ToFile(arguments, to, labels, cancellation);
        }
        catch (ArgumentException e)
        {
            throw new OperatorException("simulate", e.Message);
        }
    }

    static int ToFile(ParseResult arguments, string path, Stream? labels, CancellationToken cancellation)
    {
        var start = arguments.GetValue(Start) is { } text
            ? TrainCommand.Day(text, "--start", TimeSpan.Zero)
            : FileStart;
        var simulator = new PaymentSimulator(Settings(arguments, start));
        using var file = path == "-" ? Console.OpenStandardOutput() : Create(path, "--to");
        using var output = new BufferedStream(file, 1 << 20);
        var line = new ArrayBufferWriter<byte>(1_024);
        for (var left = arguments.GetValue(Count) ?? 10_000; left > 0;)
        {
            if (left % 4_096 == 0)
                cancellation.ThrowIfCancellationRequested();
            line.ResetWrittenCount();
            var payment = simulator.Next(line);
            line.Write("\n"u8);
            output.Write(line.WrittenSpan);
            if (payment.IsRepeat)
                continue;
            left--;
            if (labels is not null)
                WriteLabel(payment, labels, line);
        }
        return 0;
    }

    static async Task<int> ToGate(ParseResult arguments, Uri gate, Stream? labels, CancellationToken cancellation)
    {
        if (arguments.GetValue(Start) is not null)
            throw new OperatorException("--start", "payments to a gate happen now; leave it out.");
        var clock = TimeProvider.System;
        var line = new ArrayBufferWriter<byte>(1_024);
        using var http = new HttpClient { BaseAddress = gate };
        var (key, secret) = Credentials(arguments);
        var calls = new GateClient(http, key, secret, clock);
        var simulator = new PaymentSimulator(Settings(arguments, clock.GetUtcNow()) with { DailyPattern = false });
        using var traffic = new LiveTraffic(calls, simulator, clock)
        {
            Made = payment =>
            {
                if (labels is not null && !payment.IsRepeat)
                    WriteLabel(payment, labels, line);
            },
        };
        var started = clock.GetTimestamp();
        var asJson = arguments.GetValue(AsJson);
        using (clock.CreateTimer(_ => Progress(), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)))
        {
            try
            {
                await traffic.Run(arguments.GetValue(Count) ?? long.MaxValue, cancellation);
            }
            catch (OperationCanceledException)
            {
                // Ctrl-C is how an endless run ends.
            }
        }
        var summary = Summary();
        Console.WriteLine(asJson ? JsonSerializer.Serialize(summary, ApiJson.Options) : summary.Line);
        return summary.Refused == 0 ? 0 : 1;

        TrafficSummary Summary() => traffic.Figures.Summary(clock.GetElapsedTime(started).TotalSeconds, calls.Repeated);

        void Progress() => Console.Error.WriteLine(Summary().Line);
    }

    static SimulationSettings Settings(ParseResult arguments, DateTimeOffset start) => new()
    {
        Seed = arguments.GetValue(Seed),
        Rate = arguments.GetValue(Rate),
        Start = start,
        Network = SimulateNetworkOptions.Read(arguments),
    };

    static (string Key, byte[] Secret) Credentials(ParseResult arguments)
    {
        var key = arguments.GetValue(Key) ?? Environment.GetEnvironmentVariable("TOLLGATE_KEY")
            ?? throw new OperatorException(
                "--key", "is needed to call a gate; make one with: tollgate keys new NAME --scopes decide.");
        var secret = arguments.GetValue(SecretFile) is { } file
            ? ReadSecret(file)
            : Environment.GetEnvironmentVariable("TOLLGATE_SECRET") ?? throw new OperatorException(
                "--secret-file", "is needed to call a gate, or TOLLGATE_SECRET in the environment.");
        try
        {
            return (key, Base64Url.DecodeFromChars(secret.Trim()));
        }
        catch (FormatException)
        {
            throw new OperatorException("--secret-file", "must hold the secret as it was shown when the key was made.");
        }
    }

    static string ReadSecret(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException("--secret-file", $"{file} cannot be read: {e.Message}");
        }
    }

    static void WriteLabel(in SimulatedPayment payment, Stream labels, ArrayBufferWriter<byte> line)
    {
        line.ResetWrittenCount();
        SimulatedLabel.WriteLabel(payment, line);
        line.Write("\n"u8);
        labels.Write(line.WrittenSpan);
    }

    static FileStream Create(string path, string option)
    {
        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException(option, $"{path} cannot be written: {e.Message}");
        }
    }
}
