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

    /// <summary>As it is left when the gate is killed now.</summary>
    public static async Task<AnsweredFolder> OfRunning(Gate gate, string folder, Answers answers)
    {
        using var busy = new BusyGate(gate);
        var killed = new AnsweredFolder(folder, answers);
        await busy.Release();
        return killed;
    }

    /// <summary>Writes the files; what else is in the folder goes.</summary>
    public void WriteTo(string folder)
    {
        foreach (var inner in Directory.GetDirectories(folder))
            Directory.Delete(inner, recursive: true);
        foreach (var (file, bytes) in files)
        {
            var path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }

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
            return await OfRunning(gate, folder, answers);
        }
    }

    static string IdOf(byte[] payment) => Encoding.UTF8.GetString(new Transaction(payment).TransactionId);

    static Dictionary<string, byte[]> Read(string folder)
    {
        var read = new Dictionary<string, byte[]>();
        var all = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        foreach (var path in all.Where(path => Path.GetFileName(path) != "lock"))
        {
            try
            {
                using var file = File.Open(
                    path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var bytes = new byte[file.Length];
                file.ReadExactly(bytes);
                read.Add(Path.GetRelativePath(folder, path), bytes);
            }
            catch (IOException) when (!File.Exists(path) || path.EndsWith(".new", StringComparison.Ordinal))
            {
                // It is being written beside the gate, under a name that no start trusts.
            }
        }
        return read;
    }
}
