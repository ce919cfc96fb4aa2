using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;

namespace WebLab.Science.Jobs;

/// <summary>The stored runs that a recipe needs: those that an analysis looks into, by the fields of its kind that hold runs, and the one
/// that a training starts from.</summary>
public static class NamedRuns
{
    /// <summary>Those that a recipe names, in their order.</summary>
    /// <param name="spec">A checked spec.</param>
    public static IReadOnlyList<RunReference> Of(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return
        [
            .. RunReference.Parse(spec.StartFrom ?? "") ?? [],
            .. Fields(spec).SelectMany(field => RunReference.Parse(spec.Analysis!.Fields.Text(field.Key) ?? "") ?? []),
        ];
    }

    /// <summary>The field of an analysis that names runs; null for none.</summary>
    /// <param name="spec">A checked spec.</param>
    public static FieldInfo? Field(RunSpec spec) => Fields(spec).FirstOrDefault();

    /// <summary>Whether a recipe is of an analysis that looks into the runs that it names, on their own data, and not at data of its
    /// own.</summary>
    /// <param name="spec">A checked spec.</param>
    public static bool AreItsSubject(RunSpec spec) => Fields(spec).Any(field => field.Default is null);

    private static IEnumerable<FieldInfo> Fields(RunSpec spec) =>
        OwnFields.FieldsOf(spec.Analysis).Where(field => field.Type == FieldKind.Runs);
}
