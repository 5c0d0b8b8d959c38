using System.Collections.Frozen;

namespace Tollgate.Server.Configuration;

/// <summary>The exchange rates of the first generation. <c>Tollgate:Rates</c>.</summary>
sealed record RateSettings
{
    /// <summary>ISO 4217 code of the currency that windows sum in.</summary>
    public required string Base { get; init; }

    /// <summary>Units of <see cref="Base"/> for one unit of the named currency.</summary>
    public required FrozenDictionary<string, decimal> Table { get; init; }

    public static RateSettings Read(SettingsReader reader)
    {
        var currency = reader.Text("Rates:Base") ?? "EUR";
        if (!IsCurrency(currency))
            throw new OperatorException("Tollgate:Rates:Base", $"\"{currency}\" is not an ISO 4217 code such as EUR.");
        var table = reader.Decimals("Rates:Table");
        foreach (var (code, rate) in table)
        {
            if (!IsCurrency(code))
                throw new OperatorException("Tollgate:Rates:Table", $"\"{code}\" is not an ISO 4217 code such as USD.");
            if (rate <= 0)
                throw new OperatorException($"Tollgate:Rates:Table:{code}", "must be greater than 0.");
        }
        if (table.TryGetValue(currency, out var one) && one != 1)
            throw new OperatorException($"Tollgate:Rates:Table:{currency}", "must be 1, as it is the base currency.");
        table[currency] = 1;
        return new RateSettings { Base = currency, Table = table.ToFrozenDictionary(StringComparer.Ordinal) };
    }

    static bool IsCurrency(string code) => code.Length == 3 && code.All(char.IsAsciiLetterUpper);
}
