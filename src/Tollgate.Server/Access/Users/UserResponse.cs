namespace Tollgate.Server.Access.Users;

sealed record UserList(UserResponse[] Items);

/// <param name="Username">Unique, whatever its case.</param>
/// <param name="Roles">Those given to the user, without those they contain.</param>
/// <param name="Disabled">A disabled user cannot sign in, and has no session.</param>
/// <param name="CreatedAt">When the user was added.</param>
sealed record UserResponse(string Username, string[] Roles, bool Disabled, DateTimeOffset CreatedAt)
{
    public static UserResponse Of(User user) =>
        new(user.UserName!, user.Roles.Names(), user.DisabledAt.HasValue, user.CreatedAt);
}

/// <param name="Username">1–64 letters, digits and -._@+</param>
/// <param name="Password">At least 8 characters.</param>
/// <param name="Roles">admin, lead, analyst, auditor</param>
sealed record NewUser(string Username, string Password, string[] Roles);

/// <param name="Roles">All roles from now on; absent leaves them.</param>
/// <param name="Disabled">Absent leaves it.</param>
sealed record UserChange(string[]? Roles = null, bool? Disabled = null);

/// <param name="Password">At least 8 characters.</param>
sealed record NewPassword(string Password);
