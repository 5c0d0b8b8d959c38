using System.Text;
using Tollgate.Engine.Labels;
using Tollgate.Engine.Pipeline;
using Tollgate.Engine.Tests.Support;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Tests.Pipeline.Faults;

/// <summary>
/// The folder of a gate that was stopped twice and then killed behind an answer: payments before and after a model and
/// changed thresholds, labels, several segments of each log, two snapshots with events behind them.
/// </summary>
sealed class AnsweredFolder
{
    const int Payments = 240;

    static readonly Lazy<Task<AnsweredFolder>> Built = new(Build);

    readonly Dictionary<string, byte[]> files;

    /// <param name="folder">One whose gate stands still.</param>
    public AnsweredFolder(string folder, Answers answers) => (files, Answers) = (Read(folder), answers);

    public static Task<AnsweredFolder> Killed => Built.Value;

    /// <summary>A payment that is not among those that were answered.</summary>
    public static byte[] Next { get; } = Some.Bytes(Some.Json("next", Some.Noon + 900_000));

    public Answers Answers { get; }

    /// <summary>Paths from the folder on.</summary>
    public IEnumerable<string> Files => files.Keys.Order(StringComparer.Ordinal);

    public byte[] this[string file] => files[file];

    static async Task<AnsweredFolder> Build()
    {
        using var folder = new TemporaryFolder();
        var payments = SomeModel.Payments(Payments, seed: 11).ToArray();
        var answers = new Answers();
        using (var gate = Promise.Start(folder, Promise.Policy with { Review = 0.9 }))
        {
            await answers.Decide(gate, payments[..20]);
            await gate.ChangeAsync(config => config with { Model = SomeModel.Reference });
            await answers.Decide(gate, payments[20..60]);
            await answers.Label(gate, IdOf(payments[3]), LabelKind.Fraud, Some.Noon + 5);
        }
        using (var gate = Promise.Start(folder))
        {
            await answers.Label(gate, IdOf(payments[3]), LabelKind.Genuine, Some.Noon + 6);
            await answers.Decide(gate, payments[60..200]);
        }
        using (var gate = Promise.Start(folder))
        {
            await answers.Decide(gate, payments[200..220]);
            Assert.Equal(SubmitResult.TooOld, await answers.Submit(gate, Some.Bytes(Some.Json("old", 1))));
            await answers.Label(gate, IdOf(payments[199]), LabelKind.Fraud, Some.Noon + 7);
            await answers.Decide(gate, payments[220..]);
            using var busy = new BusyGate(gate);
            var killed = new AnsweredFolder(folder, answers);
            await busy.Release();
            return killed;
        }
    }

    static string IdOf(byte[] payment) => Encoding.UTF8.GetString(new Transaction(payment).TransactionId);

    static Dictionary<string, byte[]> Read(string folder) => Directory
        .GetFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) != "lock")
        .ToDictionary(file => Path.GetRelativePath(folder, file), ReadShared);

    static byte[] ReadShared(string path)
    {
        using var file = File.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
