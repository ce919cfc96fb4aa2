using WebLab.Contracts.Specs;

namespace WebLab.Science.Specs;

/// <summary>Why a spec is refused.</summary>
/// <param name="Path">The JSON path of the field, for example <c>corruption.noiseRate</c>.</param>
/// <param name="Message">One sentence with the field, the value and the allowed range.</param>
public sealed record SpecProblem(string Path, string Message);

/// <summary>The door: everything that is wrong with a spec, each in one sentence. What passes here is trusted inside.</summary>
public static class SpecCheck
{
    /// <summary>Checks that what the spec names is there, each field's range, and the rules between fields.</summary>
    /// <param name="spec">The spec.</param>
    /// <returns>The problems, none for a good spec.</returns>
    public static IReadOnlyList<SpecProblem> Problems(RunSpec spec)
    {
        var tidy = OwnFields.Tidy(spec);
        var problems = SpecFields.All.Where(field => !field.IsOwn).Select(field => field.Check(tidy)).OfType<SpecProblem>().ToList();
        if (problems.Count == 0)
            problems.AddRange(OwnFields.Problems(tidy));
        if (problems.Count == 0)
            problems.AddRange(SpecRules.Problems(tidy));
        return problems;
    }
}

/// <summary>A field with a closed list of written values.</summary>
public interface IChoiceField
{
    /// <summary>The written values, in order.</summary>
    IReadOnlyList<string> Choices { get; }
}
