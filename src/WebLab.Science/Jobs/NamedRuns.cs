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
            .. OwnFields
                .FieldsOf(spec.Analysis)
                .Where(field => field.Type == FieldKind.Runs)
                .SelectMany(field => RunReference.Parse(spec.Analysis!.Fields.Text(field.Key) ?? "") ?? []),
        ];
    }
}
