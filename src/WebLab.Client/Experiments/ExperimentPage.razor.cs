using Microsoft.AspNetCore.Components;
using WebLab.Client.Charts;
using WebLab.Client.Live;
using WebLab.Client.Runs;
using WebLab.Client.Runs.Verbs;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Experiments;

public sealed partial class ExperimentPage : LiveView<Experiment>
{
    private readonly RunBoard _board = new();
    private ChartView _view = new();
    private ExperimentSummary? _summary;
    private bool _isDeleting;
    private int _coloured;

    [Inject]
    private RunVerbs Verbs { get; set; } = null!;

    [Inject]
    private RunColours Colours { get; set; } = null!;

    [Parameter]
    public Guid Id { get; set; }

    protected override object Subject => Id;

    protected override IEnumerable<Guid> Curved => _board.InOrder.Select(run => run.Id);

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

    protected override Task<Experiment> Ask(CancellationToken stop) => Api.Experiment(Id, stop);

    protected override void Take(Experiment answer)
    {
        _summary = answer.Summary;
        _board.Replace(answer.Runs);
    }

    protected override Change Follow(RunSummary run) => _board.Update(run) ? Change.Redraw : Change.None;

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
        if (await Verbs.Delete(_summary!))
            GoToList();
        _isDeleting = false;
    }

    private void GoToList()
    {
        if (!IsLeft)
            Navigation.NavigateTo("experiments");
    }
}
