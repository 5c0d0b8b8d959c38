using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Tollgate.Server.Http.Bodies;

/// <summary>
/// Finds null where its type does not allow it, in the arrays and dictionaries of a body that has been read: the
/// serializer holds it out of properties only.
/// </summary>
static class NullElements
{
    static readonly ConcurrentDictionary<Type, Member[]> Members = [];

    /// <summary>Path of the first, such as <c>reasons[2]</c>; null when there is none.</summary>
    public static string? Find(object body) => FindInMembers(body, "");

    static string? FindInMembers(object value, string path)
    {
        foreach (var member in Members.GetOrAdd(value.GetType(), MembersOf))
        {
            if (Find(member.Get(value), member.Nullability, path + member.Name) is { } found)
                return found;
        }

        return null;
    }

    static string? Find(object? value, NullabilityInfo declared, string path) => value switch
    {
        null => declared.ReadState == NullabilityState.NotNull ? path : null,
        string => null,
        IDictionary entries => entries.Cast<DictionaryEntry>()
            .Select(entry => Find(entry.Value, declared.GenericTypeArguments[1], $"{path}.{entry.Key}"))
            .FirstOrDefault(found => found is not null),
        IEnumerable items => items.Cast<object?>()
            .Select((item, at) => Find(item, ElementOf(declared), $"{path}[{at}]"))
            .FirstOrDefault(found => found is not null),
        _ => FindInMembers(value, path + "."),
    };

    static NullabilityInfo ElementOf(NullabilityInfo declared) =>
        declared.ElementType ?? declared.GenericTypeArguments[0];

    /// <summary>Those that can hold anything of the kind; what has a converter of its own answers for itself.</summary>
    static Member[] MembersOf(Type type)
    {
        var shape = ApiJson.Options.GetTypeInfo(type);
        if (shape.Kind != JsonTypeInfoKind.Object)
            return [];
        var nullability = new NullabilityInfoContext();
        return
        [
            .. from member in shape.Properties
               where member is { Get: not null, AttributeProvider: PropertyInfo }
               where ApiJson.Options.GetTypeInfo(member.PropertyType).Kind != JsonTypeInfoKind.None
               select new Member(
                   member.Name, member.Get!, nullability.Create((PropertyInfo)member.AttributeProvider!)),
        ];
    }

    sealed record Member(string Name, Func<object, object?> Get, NullabilityInfo Nullability);
}
