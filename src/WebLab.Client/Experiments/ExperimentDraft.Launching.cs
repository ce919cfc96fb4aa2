using WebLab.Client.Sweeps;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Specs;

namespace WebLab.Client.Experiments;

// What is launched of the form: it as it is, or twice, with one thing changed.
public sealed partial class ExperimentDraft
{
    public ExperimentRequest ToRequest() => Terms.Request(Name, _runs, _swept);

    /// <summary>Every run twice: as it is, and with one regulariser toggled.</summary>
    public ExperimentRequest ToRequest(Ablation change)
    {
        var words = change.Words(Spec);
        return ToRequest() with
        {
            Name = $"{Name}: {words}",
            Runs =
            [
                .. _runs.Select(run => run with { Name = Named("as it is", run) }),
                .. _runs.Select(run => new RunRequest(Named(words, run), change.Toggle(run.Spec))),
            ],
        };
    }

    /// <summary>Whether it trains on another loss than cross-entropy, which can then stand beside it.</summary>
    public bool HasOtherLoss =>
        Spec.Loss.Kind != LossSpec.CrossEntropy && SpecFields.Find("loss") is { } loss && loss.Applies(Spec) && !IsSwept(loss);

    /// <summary>Every run twice: on its loss, and on cross-entropy with the same labels and all else equal.</summary>
    public ExperimentRequest BesideCrossEntropy()
    {
        var title = LabCatalogue.FindLoss(Spec.Loss.Kind)?.Title ?? Spec.Loss.Kind;
        var plain = _runs
            .Select(run => run with { Spec = OwnFields.Tidy(run.Spec with { Loss = new() }) })
            // An axis of the loss's own field moves nothing without it.
            .DistinctBy(run => run.Spec);
        return ToRequest() with
        {
            Name = $"{Name}: {title} beside cross-entropy",
            Runs =
            [
                .. _runs.Select(run => run with { Name = Named(title, run) }),
                .. plain.Select(run => run with { Name = Named("Cross-entropy", run) }),
            ],
        };
    }

    private string Named(string words, RunRequest run) => _runs.Count == 1 ? words : $"{words} · {run.Name}";
}
