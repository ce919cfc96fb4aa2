using WebLab.Contracts.Experiments;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;

namespace WebLab.Science.Experiments;

/// <summary>Turns a base spec and axes into runs.</summary>
public static class Sweep
{
    /// <summary>The runs of the full grid; the first axis varies slowest.</summary>
    /// <param name="baseSpec">The spec that every run starts from.</param>
    /// <param name="axes">The axes; none gives the base spec alone.</param>
    /// <returns>One request a grid point, named by its values, for example <c>random-labels · seed 2</c>; one alone by its
    /// corruption.</returns>
    /// <exception cref="FormatException">An axis names no field or a value is not of its type; the message is the sentence to
    /// show.</exception>
    public static IReadOnlyList<RunRequest> Expand(RunSpec baseSpec, IReadOnlyList<SweepAxis> axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        IEnumerable<(List<string> Names, RunSpec Spec)> grid = [([], baseSpec)];
        foreach (var axis in axes)
        {
            var field =
                SpecFields.Find(axis.Field)
                ?? throw new FormatException(
                    $"axes must name a field of the spec ({string.Join(", ", SpecFields.All.Select(f => f.Name))}); it was {axis.Field}."
                );
            grid = grid.SelectMany(
                _ => axis.Values,
                (run, value) => (run.Names.Append(Label(field, value)).ToList(), Apply(field, run.Spec, value))
            );
        }
        return
        [
            .. grid.Select(run => new RunRequest(
                run.Names.Count == 0 ? baseSpec.Corruption.Kind : string.Join(" · ", run.Names),
                run.Spec
            )),
        ];
    }

    /// <summary>A corruption or model without a field drops it, so that a sweep over kinds stays valid.</summary>
    private static RunSpec Apply(SpecField field, RunSpec spec, string value)
    {
        return OwnFields.Drop(field.Write(spec, value));
    }

    private static string Label(SpecField field, string value) =>
        field is IChoiceField and not SwitchField ? value : $"{field.Name} {value}";
}
