using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Experiments;
using WebLab.Science.Kernels;
using WebLab.Science.Specs;

namespace WebLab.Client.Experiments;

/// <summary>How what was typed becomes a recipe with its axes, or sentences by the field.</summary>
public sealed partial class ExperimentDraft
{
    private void Check()
    {
        _problems = [];
        Spec = Read();
        try
        {
            _swept = SweepAxes();
            _runs = _problems.Count == 0 ? Science.Experiments.Sweep.Expand(Spec, _swept) : [];
            // Runs that differ in nothing would be taken for a result.
            foreach (
                var field in _swept.Select(axis => SpecFields.Find(axis.Field)!).Where(field => !_runs.Any(run => field.Applies(run.Spec)))
            )
                _problems.TryAdd(
                    field.Path,
                    $"{field.Name} means nothing for {ChoiceTitle.Of(Spec.Corruption.Kind).ToLowerInvariant()} and "
                        + $"{LabCatalogue.TitleOf(Spec.Model)}: its runs would all be the same."
                );
        }
        catch (FormatException fault)
        {
            _problems["axes"] = fault.Message;
            _runs = [];
        }
        if (_problems.Count > 0)
            return;
        foreach (var problem in ExperimentCheck.Problems(ToRequest()))
            _problems.TryAdd(FieldPath(problem.Path), problem.Message);
    }

    private RunSpec Read()
    {
        var spec = _start;
        foreach (var field in SpecFields.All)
        {
            // Model and corruption stand before their own fields.
            if ((field.IsOwn && !field.Applies(spec)) || !_texts.TryGetValue(field.Name, out var text))
                continue;
            try
            {
                spec = field.Write(spec, text);
                if (field.Check(spec) is { } problem && field.Applies(spec))
                    _problems[field.Path] = problem.Message;
            }
            catch (FormatException fault)
            {
                _problems[field.Path] = fault.Message;
            }
        }
        if (OwnFields.FieldsOf(spec.Corruption).FirstOrDefault(field => field.Type == FieldKind.Matrix) is { } matrix)
            spec = spec with { Corruption = spec.Corruption with { Fields = spec.Corruption.Fields.With(matrix.Key, MatrixOf(spec)) } };
        return OwnFields.Drop(
            spec with
            {
                Regularisers = spec.Model.IsKernel() ? spec.Regularisers with { RandomCrop = false } : spec.Regularisers,
            }
        );
    }

    private List<SweepAxis> SweepAxes()
    {
        var axes = new List<SweepAxis>();
        foreach (var axis in _axes)
        {
            if (SpecFields.Find(axis.Field) is not { } field)
                continue;
            try
            {
                axes.Add(new(field.Name, SweepValues.Parse(field, axis.Values)));
            }
            catch (FormatException fault)
            {
                _problems[field.Path] = fault.Message;
            }
        }
        if (Seeds > 1)
            axes.Add(new("seed", [.. SeedTexts(Seeds)]));
        return axes;
    }

    /// <summary>A run's problem belongs to the field that the form has once: <c>runs[3].spec.epochs</c> is <c>epochs</c>.</summary>
    private static string FieldPath(string path)
    {
        const string middle = "].spec.";
        var at = path.IndexOf(middle, StringComparison.Ordinal);
        return at < 0 ? path : path[(at + middle.Length)..];
    }
}
