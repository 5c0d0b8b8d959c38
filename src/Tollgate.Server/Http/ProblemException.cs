namespace Tollgate.Server.Http;

/// <summary>Ends the request with a problem, from where no result can be returned.</summary>
sealed class ProblemException(Problem problem) : Exception(problem.Detail ?? problem.Title)
{
    public Problem Problem { get; } = problem;
}
