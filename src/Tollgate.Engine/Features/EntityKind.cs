using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Features;

/// <summary>Whose payments a window holds.</summary>
public enum EntityKind
{
    User,
    Card,
    Device,
    Merchant,
}

public static class EntityKinds
{
    public const int Count = 4;

    public static readonly IReadOnlyList<string> Names = ["user", "card", "device", "merchant"];

    /// <summary>The field that names the entity.</summary>
    public static Field Field(this EntityKind kind) => kind switch
    {
        EntityKind.User => Transactions.Field.UserId,
        EntityKind.Card => Transactions.Field.CardId,
        EntityKind.Device => Transactions.Field.DeviceId,
        _ => Transactions.Field.MerchantId,
    };
}
