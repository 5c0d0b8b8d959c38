using Microsoft.AspNetCore.Identity;
using Tollgate.Server.Http;

namespace Tollgate.Server.Access.Users;

/// <summary>
/// The slow part of a sign-in. It runs on half of the cores at most, so that guessing cannot starve the gate, and runs
/// for an unknown user as well, so that the time does not tell who exists.
/// </summary>
sealed class PasswordVerifier(IPasswordHasher<User> hasher) : IDisposable
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim cores = new(Math.Max(1, Environment.ProcessorCount / 2));
    readonly User nobody = new() { Roles = Roles.None, CreatedAt = default };
    string? nobodysHash;

    public async Task<bool> Verify(User? user, string password, CancellationToken cancellation)
    {
        if (!await cores.WaitAsync(LongestWait, cancellation))
            throw new ProblemException(Problems.TooMany(LongestWait, "Too many people sign in at once."));
        try
        {
            nobodysHash ??= hasher.HashPassword(nobody, Guid.NewGuid().ToString());
            var fits = hasher.VerifyHashedPassword(user ?? nobody, user?.PasswordHash ?? nobodysHash, password);
            return user is not null && fits != PasswordVerificationResult.Failed;
        }
        finally
        {
            cores.Release();
        }
    }

    public void Dispose() => cores.Dispose();
}
