namespace Tollgate.Server.Tests.Tidy;

/// <summary>A line of one file that uses what another file declares.</summary>
readonly record struct Use(string From, int Line, string To, string What)
{
    public override string ToString() => $"{From}:{Line} uses {What}";
}
