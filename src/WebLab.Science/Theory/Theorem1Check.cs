using WebLab.Contracts;
using WebLab.Contracts.Theory;
using WebLab.Science.Specs;

namespace WebLab.Science.Theory;

/// <summary>The door for theorem 1: the ranges keep a request within about a second and a few megabytes.</summary>
public static class Theorem1Check
{
    /// <summary>The largest sample; forward substitution takes n²/2 multiply-adds.</summary>
    public const int MaxN = 20_000;

    /// <summary>The most dimensions.</summary>
    public const int MaxD = 10_000;

    /// <summary>The most numbers, n times d, that are drawn for the inputs.</summary>
    public const int MaxNumbers = 20_000_000;

    /// <summary>Everything that is wrong with a request, each in one sentence.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The problems, none for a good request.</returns>
    public static IReadOnlyList<SpecProblem> Problems(Theorem1Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var problems = new List<SpecProblem>();
        CheckRange(problems, "n", request.N, 1, MaxN);
        CheckRange(problems, "d", request.D, 1, MaxD);
        CheckRange(problems, "seed", request.Seed, 0, int.MaxValue);
        if (problems.Count == 0 && (long)request.N * request.D > MaxNumbers)
            problems.Add(
                new(
                    "n",
                    Sentence.Of(
                        $"n times d must be at most {MaxNumbers:N0}; it was {request.N:N0} times {request.D:N0}, "
                            + $"{(long)request.N * request.D:N0}."
                    )
                )
            );
        return problems;
    }

    private static void CheckRange(List<SpecProblem> problems, string name, int value, int least, int greatest)
    {
        if (value < least || value > greatest)
            problems.Add(new(name, Sentence.Of($"{name} must be a whole number from {least} to {greatest:N0}; it was {value}.")));
    }
}
