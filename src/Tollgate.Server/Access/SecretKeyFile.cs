using System.Buffers.Text;
using System.Security.Cryptography;
using Tollgate.Server.Configuration;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Access;

/// <summary>Reads a secret of 32 bytes from the environment or a file, or makes one.</summary>
static class SecretKeyFile
{
    public const int Length = 32;

    const string Remedy = "must be 32 random bytes in base64 or hex, as made by: openssl rand -base64 32.";

    /// <summary>
    /// From the text (of the environment variable), else from the file (named by the setting), else from the gate's own
    /// file in the data folder; null when there is none.
    /// </summary>
    public static byte[]? Find(string? text, string variable, string? file, string setting, string ownFile)
    {
        if (!string.IsNullOrWhiteSpace(text))
            return Decode(text) ?? throw new OperatorException(variable, Remedy);
        if (file is not null)
            return Decode(ReadFile(file, setting)) ?? throw new OperatorException(setting, $"{file} {Remedy}");
        if (File.Exists(ownFile))
            return Decode(ReadFile(ownFile, setting)) ?? throw new OperatorException(setting, $"{ownFile} {Remedy}");
        return null;
    }

    /// <summary>Makes one and keeps it in a file that only the owner may read.</summary>
    public static byte[] Make(string ownFile)
    {
        var key = RandomNumberGenerator.GetBytes(Length);
        DataFolder.WriteSecret(ownFile, Convert.ToBase64String(key));
        return key;
    }

    static string ReadFile(string file, string setting)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException(setting, $"{file} cannot be read; name a file with 32 random bytes in base64.");
        }
    }

    static byte[]? Decode(string text)
    {
        text = text.Trim();
        try
        {
            var key = text.Length == 2 * Length
                ? Convert.FromHexString(text)
                : Base64Url.DecodeFromChars(text.Replace('+', '-').Replace('/', '_'));
            return key.Length == Length ? key : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
