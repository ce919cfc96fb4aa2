using Microsoft.AspNetCore.Components;
using WebLab.Client.Charts;
using WebLab.Client.Live;
using WebLab.Client.Runs;
using WebLab.Client.Runs.Verbs;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Science.Jobs;

namespace WebLab.Client.Experiments;

public sealed partial class ExperimentPage : LiveView<Experiment>
{
    private readonly RunBoard _board = new();
    private ChartView _view = new();
    private ExperimentSummary? _summary;
    private StatusLine? _line;
    private ExperimentFacts? _facts;
    private RunTable? _table;
    private bool _isDeleting;
    private string? _addAddress;
    private int _coloured,
        _archived;

    [Inject]
    private RunVerbs Verbs { get; set; } = null!;

    [Inject]
    private RunColours Colours { get; set; } = null!;

    [Parameter]
    public Guid Id { get; set; }

    private bool IsMine => Session.MayChange(_summary!.OwnerId);

    protected override object Subject => Id;

    private IReadOnlyList<RunSummary> Trained => [.. _board.InOrder.Where(run => !JobKinds.Of(run.Spec).IsAnalysis)];

    protected override IEnumerable<Guid> Curved => Trained.Select(run => run.Id);

    // Many runs tell of their progress several times a second each; twice is as often as a table of them can be read.
    protected override TimeSpan RedrawEvery => TimeSpan.FromMilliseconds(500);

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Colours.Changed += Recolour;
    }

    protected override ValueTask Leave()
    {
        Colours.Changed -= Recolour;
        _view.Changed -= StateHasChanged;
        return base.Leave();
    }

    protected override void Forget()
    {
        _view.Changed -= StateHasChanged;
        (_view, _summary, _isDeleting) = (new(), null, false);
        _view.Changed += StateHasChanged;
        _board.Replace([]);
    }

    protected override Task<Experiment> Read(CancellationToken stop) => Api.Experiment(Id, stop);

    protected override void Take(Experiment answer)
    {
        _summary = answer.Summary;
        // What was put away by itself is no part of what is shown; of an archived experiment all of it is.
        var shown = answer.Runs.Where(run => run.ArchivedAt is null || _summary.ArchivedAt is not null).ToList();
        _archived = answer.Runs.Count - shown.Count;
        _board.Replace(shown);
        _addAddress = Trained.Count == shown.Count ? ExperimentVerbs.AddAddress(_summary, shown) : null;
    }

    protected override Change Follow(RunAdvance advance)
    {
        if (_board.Find(advance.RunId) is not { } run)
            return Change.None;
        _board.Update(advance.Of(run));
        return advance.Result is null ? Change.Advance : Change.Redraw;
    }

    protected override Change Follow(RunSummary run)
    {
        if (run.ExperimentId != Id)
            return Change.None;
        var known = _board.Find(run.Id);
        // One that was added, or put into or out of the archive.
        if (known?.ArchivedAt != run.ArchivedAt || !_board.Update(run))
            return Change.Reread;
        return RunAdvance.Between(known!, run) is { Result: null } ? Change.Advance : Change.Redraw;
    }

    protected override void Advance()
    {
        // What was there before another experiment was opened is still held until that has come.
        if (_summary is null)
            return;
        _line?.Advance();
        _facts?.Advance();
        _table?.Advance(_board.InOrder);
    }

    // Its name, tags and note; how many of its runs stand where is told run by run.
    protected override Change Follow(ExperimentSummary experiment)
    {
        if (experiment.Id != Id || _summary is null)
            return Change.None;
        var isArchivedNow = experiment.ArchivedAt != _summary.ArchivedAt;
        _summary = experiment;
        return isArchivedNow ? Change.Reread : Change.Redraw;
    }

    protected override Change RunGone(Guid run) => _board.Remove(run) ? Change.Redraw : Change.None;

    // Of one's own deletion the event may come before the answer, or the answer not at all.
    protected override Change ExperimentGone(Guid experiment)
    {
        if (experiment != Id)
            return Change.None;
        if (_isDeleting)
            GoToList();
        IsMissing = true;
        return Change.Redraw;
    }

    private void Recolour()
    {
        _coloured++;
        StateHasChanged();
    }

    private async Task Delete()
    {
        _isDeleting = true;
        if (await Whole.Delete(_summary!))
            GoToList();
        _isDeleting = false;
    }

    private void GoToList()
    {
        if (!IsLeft)
            Navigation.NavigateTo("experiments");
    }
}
