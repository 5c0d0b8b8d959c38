namespace Tollgate.Server.Http.OpenApi;

/// <summary>Names, in a description, shapes of which a body or field has one.</summary>
abstract class OneOf<TFirst, TSecond>;

static class OneOf
{
    public static bool IsOne(Type type) =>
        type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(OneOf<,>);
}

/// <summary>Describes a type that a converter reads and writes by another that has the shape of its JSON.</summary>
/// <param name="shape">An array, or a <see cref="OneOf{TFirst,TSecond}"/>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
sealed class DescribedAsAttribute(Type shape) : Attribute
{
    public Type Shape { get; } = shape;
}
