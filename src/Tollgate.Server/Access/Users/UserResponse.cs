using System.ComponentModel.DataAnnotations;

namespace Tollgate.Server.Access.Users;

sealed record UsersResponse(UserResponse[] Items);

/// <summary>A person who may sign in.</summary>
/// <param name="Username">Unique, whatever its case.</param>
/// <param name="Roles">Those given to the user, without those they contain.</param>
/// <param name="Disabled">A disabled user cannot sign in, and has no session.</param>
/// <param name="CreatedAt">When the user was added.</param>
sealed record UserResponse(
    string Username,
    [property: AllowedValues(RoleNames.Admin, RoleNames.Lead, RoleNames.Analyst, RoleNames.Auditor)]
    string[] Roles,
    bool Disabled,
    DateTimeOffset CreatedAt)
{
    public static UserResponse Of(User user) =>
        new(user.UserName!, user.Roles.Names(), user.DisabledAt.HasValue, user.CreatedAt);
}

/// <param name="Username">1–64 letters, digits and -._@+</param>
/// <param name="Password">At least 8 characters.</param>
/// <param name="Roles">At least one.</param>
sealed record UserRequest(
    string Username,
    string Password,
    [property: AllowedValues(RoleNames.Admin, RoleNames.Lead, RoleNames.Analyst, RoleNames.Auditor)]
    string[] Roles);

/// <param name="Roles">All roles from now on; absent leaves them.</param>
/// <param name="Disabled">Absent leaves it.</param>
sealed record UserChangeRequest(
    [property: AllowedValues(RoleNames.Admin, RoleNames.Lead, RoleNames.Analyst, RoleNames.Auditor)]
    string[]? Roles = null,
    bool? Disabled = null);

/// <param name="Password">At least 8 characters.</param>
sealed record PasswordRequest(string Password);
