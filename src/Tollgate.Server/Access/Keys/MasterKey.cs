using System.Security.Cryptography;
using System.Text;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Access.Keys;

/// <summary>
/// Encrypts the secrets of machine keys at rest: AES-256-GCM, bound to the key's id, stored as nonce (12), tag (16),
/// ciphertext.
/// </summary>
sealed class MasterKey(byte[] key)
{
    const int NonceLength = 12;
    const int TagLength = 16;

    /// <exception cref="OperatorException">There is none, and only demo mode makes its own.</exception>
    public static MasterKey Load(Settings settings)
    {
        var ownFile = Path.Combine(settings.DataFolder, "master.key");
        var key = SecretKeyFile.Find(
            settings.Access.MasterKey, "TOLLGATE_MASTER_KEY",
            settings.Access.MasterKeyFile, "Tollgate:Access:MasterKeyFile", ownFile);
        if (key is null && settings.Demo)
            key = SecretKeyFile.Make(ownFile);
        return new MasterKey(key ?? throw new OperatorException(
            "TOLLGATE_MASTER_KEY",
            "is missing; set it, or name a file in Tollgate:Access:MasterKeyFile, to 32 random bytes in base64 "
            + "(openssl rand -base64 32)."));
    }

    public byte[] Encrypt(ReadOnlySpan<byte> secret, string keyId)
    {
        var stored = new byte[NonceLength + TagLength + secret.Length];
        var (nonce, tag, cipher) = Parts(stored);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce.Span, secret, cipher.Span, tag.Span, Encoding.UTF8.GetBytes(keyId));
        return stored;
    }

    /// <exception cref="CryptographicException">Another master key, another key id, or changed bytes.</exception>
    public byte[] Decrypt(byte[] stored, string keyId)
    {
        if (stored.Length < NonceLength + TagLength)
            throw new CryptographicException("Too short to be a secret.");
        var (nonce, tag, cipher) = Parts(stored);
        var secret = new byte[cipher.Length];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(nonce.Span, cipher.Span, tag.Span, secret, Encoding.UTF8.GetBytes(keyId));
        return secret;
    }

    public bool CanDecrypt(byte[] stored, string keyId)
    {
        try
        {
            Decrypt(stored, keyId);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Parts(Memory<byte> stored) =>
        (stored[..NonceLength], stored.Slice(NonceLength, TagLength), stored[(NonceLength + TagLength)..]);
}
