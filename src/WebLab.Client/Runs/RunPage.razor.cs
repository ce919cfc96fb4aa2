using Microsoft.AspNetCore.Components;
using WebLab.Client.Charts;
using WebLab.Client.Live;
using WebLab.Client.Runs.Verbs;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Runs;
using WebLab.Science.Jobs;
using WebLab.Science.Specs;

namespace WebLab.Client.Runs;

public sealed partial class RunPage : LiveView<RunSummary>
{
    private ChartView _view = new();
    private RunMenu? _menu;
    private RunSummary? _run;
    private bool _isScoring;

    [Inject]
    private RunVerbs Verbs { get; set; } = null!;

    [Parameter]
    public Guid Id { get; set; }

    protected override object Subject => Id;

    protected override IEnumerable<Guid> Curved => _run is null || Job.IsAnalysis ? [] : [Id];

    private JobInfo Job => JobKinds.Of(_run!.Spec);

    private bool IsMine => Session.MayChange(_run!.OwnerId);

    // Without a changed label there is no corrupted example to tell of.
    private IReadOnlyList<ChartDefinition> Definitions =>
        _run!.Spec.Corruption.ChangesLabels()
            ? [.. ChartDefinition.Measures, .. ChartDefinition.Signature]
            : ChartDefinition.WithoutCorruptedLabels;

    protected override void Forget() => (_view, _run, _isScoring) = (new(), null, false);

    protected override Task<RunSummary> Read(CancellationToken stop) => Api.Run(Id, stop);

    protected override void Take(RunSummary answer) => _run = answer;

    protected override RunSummary? FollowedRun(Guid run) => run == Id ? _run : null;

    protected override Change Follow(RunSummary run)
    {
        if (run.Id != Id)
            return Change.None;
        _run = run;
        return Change.Redraw;
    }

    protected override Change RunGone(Guid run)
    {
        if (run != Id)
            return Change.None;
        IsMissing = true;
        return Change.Redraw;
    }
}
