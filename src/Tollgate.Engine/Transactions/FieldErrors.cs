namespace Tollgate.Engine.Transactions;

/// <summary>What is wrong with an input: by field, sentences that name the rule. Empty when all is well.</summary>
public sealed class FieldErrors
{
    readonly Dictionary<string, List<string>> errors = new(StringComparer.Ordinal);

    public bool Any => errors.Count > 0;

    public void Add(Field field, string message) => Add(field.Name(), message);

    public void Add(string field, string message)
    {
        if (!errors.TryGetValue(field, out var messages))
            errors[field] = messages = [];
        messages.Add(message);
    }

    public bool Has(Field field) => errors.ContainsKey(field.Name());

    public void Clear() => errors.Clear();

    public IDictionary<string, string[]> ToDictionary() => errors.ToDictionary(e => e.Key, e => e.Value.ToArray());

    public override string ToString() =>
        string.Join("; ", errors.Select(e => $"{e.Key}: {string.Join(", ", e.Value)}"));
}
