using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Science.Specs;

namespace WebLab.Server.Problems;

/// <summary>Errors as problem details: one sentence each.</summary>
internal static class Problem
{
    public static ProblemHttpResult Of(int status, string sentence) => TypedResults.Problem(sentence, statusCode: status);

    public static ProblemHttpResult NotFound(string thing, object id) => Of(404, $"There is no {thing} {id}.");

    public static ValidationProblem Of(IReadOnlyList<SpecProblem> problems) =>
        TypedResults.ValidationProblem(
            problems
                .GroupBy(problem => problem.Path)
                .ToDictionary(group => group.Key, group => group.Select(problem => problem.Message).ToArray()),
            detail: problems.Count == 1 ? problems[0].Message : $"{problems[0].Message} And {problems.Count - 1} more."
        );
}
