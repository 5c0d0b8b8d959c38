using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tollgate.Engine.Transactions;
using Tollgate.Server.Http;
using Tollgate.Server.Storage;

namespace Tollgate.Server.Access.Users;

/// <summary>Makes users by Identity's rules, for the API, the command line and demo mode.</summary>
sealed class UserCreation(DatabaseWriter writer, UserManager<User> users, TimeProvider clock)
{
    public const int LongestName = 64;

    /// <summary>Makes a user, with the audit entry that <c>record</c> adds to the same transaction.</summary>
    /// <exception cref="ProblemException">The name is taken or breaks a rule, or the password does.</exception>
    public async Task<User> Create(
        string name, string password, Roles roles, Action<TollgateDb> record, CancellationToken cancellation)
    {
        if (name.Length > LongestName)
            throw new ProblemException(Problems.Invalid("username", $"must have at most {LongestName} characters."));
        if (CardNumber.IsIn(name))
            throw new ProblemException(Problems.CardNumberIn("username"));
        ReservedNames.Check("username", name);
        var now = clock.GetUtcNow();
        var user = new User { Id = Guid.CreateVersion7(now), UserName = name, Roles = roles, CreatedAt = now };
        user.SetPassword(await Hash(user, password));
        foreach (var rule in users.UserValidators)
            Check(await rule.ValidateAsync(users, user));
        user.NormalizedUserName = users.NormalizeName(name);
        return await CredentialCache.Write(writer, Add, cancellation);

        async Task<User> Add(TollgateDb db, CancellationToken running)
        {
            if (await db.Users.AnyAsync(other => other.NormalizedUserName == user.NormalizedUserName, running))
                Check(IdentityResult.Failed(users.ErrorDescriber.DuplicateUserName(name)));
            // Also of keys that are revoked: what they wrote is still there.
            var machines = await db.MachineKeys.Select(key => key.Name).Distinct().ToListAsync(running);
            if (machines.Exists(machine => ReservedNames.LookAlike(machine, name)))
            {
                throw new ProblemException(Problems.Conflict(
                    "username_taken", $"A machine has or had the name \"{name}\", or one like it; take another."));
            }
            db.Add(user);
            record(db);
            return user;
        }
    }

    /// <summary>The slow part of a new password, to be done before the change of the user is begun.</summary>
    /// <exception cref="ProblemException">The password breaks a rule.</exception>
    public async Task<string> Hash(User user, string password)
    {
        foreach (var rule in users.PasswordValidators)
            Check(await rule.ValidateAsync(users, user, password));
        return users.PasswordHasher.HashPassword(user, password);
    }

    public static async Task<bool> HasAdmin(TollgateDb db, CancellationToken cancellation) =>
        (await db.Users.Where(user => user.DisabledAt == null).Select(user => user.Roles).ToListAsync(cancellation))
            .Any(roles => roles.HasFlag(Roles.Admin));

    static void Check(IdentityResult result)
    {
        if (result.Succeeded)
            return;
        const string isTaken = nameof(IdentityErrorDescriber.DuplicateUserName);
        if (result.Errors.FirstOrDefault(error => error.Code == isTaken) is { } taken)
            throw new ProblemException(Problems.Conflict("username_taken", taken.Description));
        throw new ProblemException(Problems.Invalid(result.Errors
            .GroupBy(error => error.Code.StartsWith("Password", StringComparison.Ordinal) ? "password" : "username")
            .ToDictionary(field => field.Key, field => field.Select(error => error.Description).ToArray())));
    }
}
