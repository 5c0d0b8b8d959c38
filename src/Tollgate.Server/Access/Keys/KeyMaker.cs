using System.Buffers.Text;
using System.Security.Cryptography;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Http;

namespace Tollgate.Server.Access.Keys;

/// <summary>Makes machine keys, for the API and the command line.</summary>
sealed class KeyMaker(MasterKey master, TimeProvider clock)
{
    /// <returns>The key to be saved, and its secret in base64url, to be shown once.</returns>
    /// <exception cref="ProblemException">The name or a scope breaks a rule.</exception>
    public (ApiKey Key, string Secret) Make(string name, string[] scopes)
    {
        if (name.Length is 0 or > 64 || name.Any(char.IsControl))
        {
            throw new ProblemException(
                Problems.Invalid("name", "must have 1 to 64 characters, no control characters."));
        }
        if (CardNumber.IsIn(name))
            throw new ProblemException(Problems.CardNumberIn("name"));
        if (scopes.Length == 0 || scopes.Except(Scopes.All).Any())
            throw new ProblemException(Problems.Invalid("scopes", $"must be one or more of {Scopes.Choices}."));
        // Lowercase letters and digits only: ids are read aloud and double-clicked.
        var id = "tgk_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));
        var secret = RandomNumberGenerator.GetBytes(SecretKeyFile.Length);
        var key = new ApiKey
        {
            Id = id,
            Name = name,
            Scopes = string.Join(' ', Scopes.All.Intersect(scopes)),
            EncryptedSecret = master.Encrypt(secret, id),
            CreatedAt = clock.GetUtcNow(),
        };
        return (key, Base64Url.EncodeToString(secret));
    }
}
