using Tollgate.Engine.Numerics;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Simulation;

/// <summary>
/// A trade: ISO 18245 code, usual amount in euro cents, spread of amounts (binary logarithm), share of shops in
/// percent.
/// </summary>
readonly record struct Trade(string Code, Channel Channel, int Cents, float Spread, byte Percent, bool OpenAtNight);

readonly record struct Merchant(int Number, int Country, int Trade, double Cents)
{
    public Trade Line => Merchants.Trades[Trade];

    public Channel Channel => Line.Channel;
}

/// <summary>
/// The shops of the world, a pure function of the seed: some countries' blocks, by Zipf's law within a block.
/// </summary>
sealed class Merchants
{
    const int Count = 5_000;
    const int WebShop = 10;

    public static readonly Trade[] Trades =
    [
        new("5411", Channel.Pos, 2_400, 0.8f, 13, false), new("5812", Channel.Pos, 2_300, 0.7f, 9, true),
        new("5814", Channel.Pos, 900, 0.5f, 8, true), new("5541", Channel.Pos, 4_800, 0.5f, 5, true),
        new("5912", Channel.Pos, 1_400, 0.7f, 4, false), new("5651", Channel.Pos, 4_500, 0.8f, 4, false),
        new("5732", Channel.Pos, 8_500, 1.1f, 2, false), new("5712", Channel.Pos, 13_000, 1.0f, 2, false),
        new("4111", Channel.Pos, 350, 0.6f, 5, true), new("6011", Channel.Atm, 8_000, 0.9f, 5, true),
        new("5999", Channel.Ecom, 3_200, 0.9f, 9, true), new("5942", Channel.Ecom, 1_800, 0.7f, 4, true),
        new("5732", Channel.Ecom, 8_500, 1.2f, 4, true), new("5651", Channel.Ecom, 5_200, 0.8f, 5, true),
        new("5816", Channel.Ecom, 900, 0.9f, 5, true), new("4899", Channel.Ecom, 1_200, 0.3f, 4, true),
        new("4511", Channel.Ecom, 19_000, 0.9f, 1, true), new("7011", Channel.Ecom, 13_000, 0.8f, 1, true),
        new("4814", Channel.Ecom, 2_000, 0.5f, 3, true), new("8398", Channel.Ecom, 2_000, 0.8f, 1, true),
        new("4829", Channel.Transfer, 12_000, 1.3f, 4, true), new("6540", Channel.Transfer, 4_000, 0.8f, 2, true),
    ];

    static readonly byte[] TradeByShare = [.. Trades.SelectMany((t, i) => Enumerable.Repeat((byte)i, t.Percent))];

    readonly Merchant[] all = new Merchant[Count];
    readonly Block[] blocks = new Block[Geography.Countries.Length];

    public Merchants(ulong seed)
    {
        var first = 0;
        for (var country = 0; country < blocks.Length; country++)
        {
            var size = Geography.Countries[country].Percent * Count / 100;
            for (var number = first; number < first + size; number++)
            {
                var word = SplitMix64.Of(seed, (ulong)number);
                all[number] = Settle(number, country, word, mustSellOnline: number == first);
            }
            blocks[country] = new(first, size, size == 0 ? null : new ZipfTable(size));
            first += size;
        }
    }

    public Merchant this[int number] => all[number];

    /// <summary>A shop of a populated country, drawn by its popularity.</summary>
    public Merchant Draw(int country, ulong word)
    {
        var block = blocks[country];
        return all[block.First + block.Popularity!.Rank(word)];
    }

    /// <summary>As <see cref="Draw"/>, but one that sells online.</summary>
    public Merchant DrawOnline(int country, ulong word)
    {
        var block = blocks[country];
        return Online(block, block.Popularity!.Rank(word));
    }

    /// <summary>As <see cref="DrawOnline"/>, but every shop alike, the unpopular ones too.</summary>
    public Merchant AnyOnline(int country, SeededRandom chance)
    {
        var block = blocks[country];
        return Online(block, chance.Below(block.Size));
    }

    Merchant Online(Block block, int rank)
    {
        while (all[block.First + rank].Channel != Channel.Ecom)
            rank = rank + 1 < block.Size ? rank + 1 : 0;
        return all[block.First + rank];
    }

    static Merchant Settle(int number, int country, ulong word, bool mustSellOnline)
    {
        var trade = mustSellOnline ? WebShop : TradeByShare[(word >> 32) * 100 >> 32];
        return new(number, country, trade, Trades[trade].Cents * SeededRandom.LogNormal(SplitMix64.Of(word, 0), 0.5));
    }

    readonly record struct Block(int First, int Size, ZipfTable? Popularity);
}
