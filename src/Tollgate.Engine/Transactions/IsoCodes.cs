namespace Tollgate.Engine.Transactions;

/// <summary>ISO 4217 currencies with their minor units, and ISO 3166-1 alpha-2 countries.</summary>
static class IsoCodes
{
    const string TwoDigits =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF " +
        "CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG " +
        "HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR " +
        "MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD " +
        "SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD " +
        "XCG YER ZAR ZMW ZWG";

    const string NoDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    const string ThreeDigits = "BHD IQD JOD KWD LYD OMR TND";
    const string FourDigits = "CLF UYW";

    const string CountryCodes =
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT " +
        "BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH " +
        "ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT " +
        "HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS " +
        "LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI " +
        "NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG " +
        "SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG " +
        "UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

    /// <summary>Indexed by the letters of the code; minor units plus one, zero where there is no currency.</summary>
    static readonly byte[] Currencies = new byte[26 * 26 * 26];
    static readonly bool[] Countries = new bool[26 * 26];

    static IsoCodes()
    {
        Fill(TwoDigits, 2);
        Fill(NoDigits, 0);
        Fill(ThreeDigits, 3);
        Fill(FourDigits, 4);
        foreach (var code in CountryCodes.Split(' '))
            Countries[((code[0] - 'A') * 26) + code[1] - 'A'] = true;

        static void Fill(string codes, int minorUnits)
        {
            foreach (var code in codes.Split(' '))
                Currencies[Index((byte)code[0], (byte)code[1], (byte)code[2])] = (byte)(minorUnits + 1);
        }
    }

    public static bool IsCountry(ReadOnlySpan<byte> code) =>
        code.Length == 2 && IsLetter(code[0]) && IsLetter(code[1]) && Countries[((code[0] - 'A') * 26) + code[1] - 'A'];

    /// <summary>Minor units (digits after the point) of a currency, or -1 when ISO 4217 has no such code.</summary>
    public static int MinorUnits(ReadOnlySpan<byte> code) =>
        CurrencyIndex(code) is var i and >= 0 ? Currencies[i] - 1 : -1;

    /// <summary>A small number for a currency code, or -1 when the three bytes are not capital letters.</summary>
    internal static int CurrencyIndex(ReadOnlySpan<byte> code) =>
        code.Length == 3 && IsLetter(code[0]) && IsLetter(code[1]) && IsLetter(code[2])
            ? Index(code[0], code[1], code[2])
            : -1;

    static int Index(byte a, byte b, byte c) => ((((a - 'A') * 26) + b - 'A') * 26) + c - 'A';

    static bool IsLetter(byte b) => b is >= (byte)'A' and <= (byte)'Z';
}
