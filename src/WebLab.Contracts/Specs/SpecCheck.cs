namespace WebLab.Contracts.Specs;

/// <summary>The door: everything that is wrong with a spec, each in one sentence. What passes here is trusted inside.</summary>
public static class SpecCheck
{
    /// <summary>Checks each field's range and the rules between fields.</summary>
    /// <param name="spec">The spec.</param>
    /// <returns>The problems, none for a good spec.</returns>
    public static IReadOnlyList<SpecProblem> Problems(RunSpec spec)
    {
        var problems = SpecFields.All.Select(field => field.Check(spec)).OfType<SpecProblem>().ToList();
        if (problems.Count == 0)
            problems.AddRange(SpecRules.Problems(spec));
        return problems;
    }
}
