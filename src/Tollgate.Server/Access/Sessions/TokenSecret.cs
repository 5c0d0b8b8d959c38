using System.Security.Cryptography;
using System.Text;
using Tollgate.Server.Configuration;

namespace Tollgate.Server.Access.Sessions;

/// <summary>The secret behind all tokens, made in the data folder where none is set.</summary>
sealed class TokenSecret
{
    readonly byte[] secret;

    public TokenSecret(Settings settings)
    {
        var ownFile = Path.Combine(settings.DataFolder, "jwt.key");
        secret = SecretKeyFile.Find(
            settings.Access.JwtKey, "TOLLGATE_JWT_KEY",
            settings.Access.JwtKeyFile, "Tollgate:Access:JwtKeyFile", ownFile) ?? SecretKeyFile.Make(ownFile);
    }

    /// <summary>
    /// A key for one purpose. It serves no other, even where an operator has set this secret and the master key to the
    /// same bytes.
    /// </summary>
    public byte[] KeyFor(string purpose) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, secret, SecretKeyFile.Length, info: Encoding.UTF8.GetBytes(purpose));
}
