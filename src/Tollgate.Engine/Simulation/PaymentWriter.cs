using System.Buffers;
using Tollgate.Engine.Numerics;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Simulation;

/// <summary>A draft as JSON, in the order of the contract's fields; what is absent is left out.</summary>
sealed class PaymentWriter(ulong seed, string prefix)
{
    // The longest payment has about 700 bytes.
    const int Longest = 1_024;

    readonly ulong users = SplitMix64.Of(seed, 11), merchants = SplitMix64.Of(seed, 12);
    readonly ulong cards = SplitMix64.Of(seed, 13);
    readonly ulong devices = SplitMix64.Of(seed, 14), emails = SplitMix64.Of(seed, 15);

    public ulong UserId(int user) => SplitMix64.Scramble48(users, (ulong)user);

    public void Write(in PaymentDraft draft, long number, IBufferWriter<byte> json)
    {
        var text = new Utf8Writer(json.GetSpan(Longest));
        ref readonly var country = ref Geography.Countries[draft.Merchant.Country];
        text.Add("{\"transaction_id\":\""u8);
        text.Add(prefix);
        text.Add("-"u8);
        text.Add(number);
        text.Add("\",\"event_time\":\""u8);
        text.AddTime(draft.Time);
        text.Add("\",\"user_id\":\"u_"u8);
        text.AddHex48(UserId(draft.User));
        text.Add("\",\"amount_minor\":"u8);
        text.Add(draft.AmountMinor);
        text.Add(",\"currency\":\""u8);
        text.Add(Geography.Currencies[country.Currency].Code);
        text.Add("\",\"merchant_id\":\"m_"u8);
        text.AddHex48(SplitMix64.Scramble48(merchants, (ulong)draft.Merchant.Number));
        text.Add("\",\"merchant_category\":\""u8);
        text.Add(draft.Merchant.Line.Code);
        text.Add("\",\"country\":\""u8);
        text.Add(country.Code);
        if (draft.Card >= 0)
        {
            text.Add("\",\"card_country\":\""u8);
            text.Add(Geography.Countries[draft.CardCountry].Code);
        }

        if (draft.IsOnline)
        {
            text.Add("\",\"ip_country\":\""u8);
            text.Add(Geography.Countries[draft.AddressCountry].Code);
        }

        text.Add("\",\"channel\":\""u8);
        text.Add(draft.Merchant.Channel.Name()!);
        if (draft.Card >= 0)
        {
            text.Add("\",\"card_id\":\"c_"u8);
            text.AddHex48(SplitMix64.Scramble48(cards, (ulong)draft.Card));
        }

        if (draft.IsOnline)
        {
            text.Add("\",\"device_id\":\"d_"u8);
            text.AddHex48(SplitMix64.Scramble48(devices, (ulong)draft.Device));
            text.Add("\",\"ip\":\""u8);
            text.AddAddress(draft.Address);
            text.Add("\",\"email_id\":\"e_"u8);
            text.AddHex48(SplitMix64.Scramble48(emails, (ulong)draft.User));
        }

        text.Add("\",\"attributes\":{\"account_age_days\":"u8);
        text.Add(draft.AccountAge);
        AddDetails(ref text, draft.Merchant.Channel, draft.Details);
        text.Add("}}"u8);
        json.Advance(text.Length);
    }

    static void AddDetails(ref Utf8Writer text, Channel channel, uint bits)
    {
        switch (channel)
        {
            case Channel.Ecom:
                text.Add(",\"items\":"u8);
                text.Add(1 + Math.Min((bits >> 8) & 7, (bits >> 11) & 7));
                text.Add((bits >> 16 & 3) == 0 ? ",\"three_ds\":false"u8 : ",\"three_ds\":true"u8);
                break;
            case Channel.Pos when (bits >> 16 & 3) != 0:
                text.Add(",\"entry_mode\":\"contactless\""u8);
                break;
            case Channel.Pos or Channel.Atm:
                text.Add(",\"entry_mode\":\"chip\""u8);
                break;
            default:
                text.Add((bits >> 16 & 7) == 0 ? ",\"new_beneficiary\":true"u8 : ",\"new_beneficiary\":false"u8);
                break;
        }
    }
}
