using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;

namespace WebLab.Server.Problems;

internal static class Paging
{
    public static ProblemHttpResult? Problem(int skip, int take) =>
        (skip, take) switch
        {
            ( < 0, _) => Problems.Problem.Of(400, $"skip must be at least 0; it was {skip}."),
            (_, < 1 or > Page<object>.MaxTake) => Problems.Problem.Of(400, $"take must be 1 to {Page<object>.MaxTake}; it was {take}."),
            _ => null,
        };
}
