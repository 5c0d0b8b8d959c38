using System.Globalization;
using Tollgate.Engine.Decisions;
using Tollgate.Engine.Features;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Pipeline.Replay;

/// <summary>Says where two decisions differ, the cause before its effect: features, score, risk, decision.</summary>
static class ReplayComparison
{
    public static string Sentence(Decision then, Decision now, Transaction transaction, FeatureSet features)
    {
        if (!then.IsOn(transaction))
            return "the decision recorded in its place is on another transaction";
        var differing = Differences(then, now, transaction, features);
        return differing.Count > 0 ? string.Join("; ", differing) : "bytes that show in no field differ";
    }

    static List<string> Differences(Decision then, Decision now, Transaction transaction, FeatureSet features)
    {
        var found = new List<string>();
        Note("generation", then.Generation, now.Generation);
        Note("decided_at", then.DecidedAt, now.DecidedAt);
        Note("event offset", then.EventOffset, now.EventOffset);
        Note("flags", then.Flags, now.Flags);
        NoteFeatures(then, now, transaction);
        NoteReal("score", then.Score, now.Score);
        NoteReal("risk", then.Risk, now.Risk);
        Note("decision", then.Kind.Name(), now.Kind.Name());
        for (var kind = EntityKind.User; kind <= EntityKind.Merchant; kind++)
            Note($"offset of the decision before of the {kind}", then.Previous(kind), now.Previous(kind));
        if (!then.ReadReasons().SequenceEqual(now.ReadReasons()))
            found.Add("the reasons differ");
        return found;

        void NoteFeatures(Decision then, Decision now, Transaction transaction)
        {
            var (thenValues, nowValues) = (new double[features.Count], new double[features.Count]);
            then.ReadFeatures(features, transaction, thenValues);
            now.ReadFeatures(features, transaction, nowValues);
            for (var i = 0; i < features.Count; i++)
                NoteReal($"feature {features.Features[i].Name}", thenValues[i], nowValues[i]);
        }

        void NoteReal(string what, double then, double now)
        {
            if (BitConverter.DoubleToInt64Bits(then) != BitConverter.DoubleToInt64Bits(now))
                found.Add($"{what} {Text(then)} recorded, {Text(now)} now");
        }

        void Note<T>(string what, T then, T now) where T : notnull
        {
            if (!then.Equals(now))
                found.Add($"{what} {then} recorded, {now} now");
        }
    }

    static string Text(double value) =>
        double.IsNaN(value) ? "absent" : value.ToString("R", CultureInfo.InvariantCulture);
}
