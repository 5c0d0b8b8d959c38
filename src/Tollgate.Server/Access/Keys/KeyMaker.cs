using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Audit;
using Tollgate.Server.Http;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Access.Keys;

/// <summary>Makes machine keys, for the API, the command line and demo mode.</summary>
sealed class KeyMaker(MasterKey master, DatabaseWriter writer, AuditLog audit, TimeProvider clock)
{
    /// <summary>
    /// Makes a key and saves it with its audit entry. Servers notice it within 2 s; the one that wants it at once calls
    /// <see cref="CredentialCache.Refresh"/>.
    /// </summary>
    /// <param name="actor">As the audit log names it, and where it calls from.</param>
    /// <returns>What is shown this once.</returns>
    /// <exception cref="ProblemException">The name is taken, or it or a scope breaks a rule.</exception>
    public async Task<KeySecretResponse> Create(
        string name,
        string[] scopes,
        (string Name, string? Address) actor,
        CancellationToken cancellation)
    {
        var (key, secret) = Make(name, scopes);
        ReservedNames.Check("name", name);
        return await CredentialCache.Write(writer, Save, cancellation);

        async Task<KeySecretResponse> Save(TollgateDb db, CancellationToken running)
        {
            var people = await db.Users.Select(user => user.UserName!).ToListAsync(running);
            if (people.Exists(person => ReservedNames.LookAlike(person, name)))
            {
                throw new ProblemException(Problems.Conflict(
                    "name_taken", $"A person has the name \"{name}\", or one like it; give the machine another."));
            }
            db.Add(key);
            audit.Add(db, actor.Name, "key.created", "key:" + key.Id, to: key.Scopes, address: actor.Address);
            return KeySecretResponse.Of(key, secret);
        }
    }

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
