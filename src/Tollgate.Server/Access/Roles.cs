namespace Tollgate.Server.Access;

/// <summary>
/// What a person may do. Admin contains lead, lead contains analyst; an auditor reads all and changes nothing.
/// </summary>
[Flags]
enum Roles
{
    None = 0,
    Analyst = 1,
    Lead = 2,
    Admin = 4,
    Auditor = 8,
}
