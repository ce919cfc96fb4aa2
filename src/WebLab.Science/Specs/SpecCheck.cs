using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;

namespace WebLab.Science.Specs;

/// <summary>Why a spec is refused.</summary>
/// <param name="Path">The JSON path of the field, for example <c>corruption.noiseRate</c>.</param>
/// <param name="Message">One sentence with the field, the value and the allowed range.</param>
public sealed record SpecProblem(string Path, string Message);

/// <summary>The door: everything that is wrong with a spec, each in one sentence. What passes here is trusted inside.</summary>
public static class SpecCheck
{
    private static readonly Dictionary<string, Type> CorruptionFields = new()
    {
        ["noiseRate"] = typeof(double),
        ["pixelGrouping"] = typeof(string),
        ["gaussianMoments"] = typeof(string),
        ["corruptTestPixels"] = typeof(bool),
        ["transitionMatrix"] = typeof(double[][]),
        ["labelFile"] = typeof(string),
        ["labelColumn"] = typeof(string),
        ["labelBase"] = typeof(double),
        ["acceptChance"] = typeof(bool),
    };

    /// <summary>Checks each field's range and the rules between fields.</summary>
    /// <param name="spec">The spec.</param>
    /// <returns>The problems, none for a good spec.</returns>
    public static IReadOnlyList<SpecProblem> Problems(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var problems = Shape("corruption", spec.Corruption.Fields, CorruptionFields).Concat(ModelFields.Problems(spec)).ToList();
        if (problems.Count == 0)
            problems.AddRange(SpecFields.All.Select(field => field.Check(spec)).OfType<SpecProblem>());
        if (problems.Count == 0)
            problems.AddRange(SpecRules.Problems(spec));
        return problems;
    }

    private static IEnumerable<SpecProblem> Shape(string group, FieldGroup fields, Dictionary<string, Type> types)
    {
        foreach (var name in fields.Names)
        {
            if (!types.TryGetValue(name, out var type))
                yield return new($"{group}.{name}", $"{group} must have fields that there are; there is no {Sentence.Shorten(name)}.");
            else if (!type.IsInstanceOfType(fields.Get(name)))
                yield return new(
                    $"{group}.{name}",
                    $"{group}.{name} must be {Word(type)}; it was {Sentence.Shorten($"{fields.Get(name)}")}."
                );
        }
    }

    private static string Word(Type type) =>
        type == typeof(double) ? "a number"
        : type == typeof(bool) ? "true or false"
        : type == typeof(string) ? "a text"
        : "rows of numbers";
}

/// <summary>A field with a closed list of written values.</summary>
public interface IChoiceField
{
    /// <summary>The written values, in order.</summary>
    IReadOnlyList<string> Choices { get; }
}
