using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using WebLab.Client.Charts;
using WebLab.Client.Live;
using WebLab.Client.Runs;
using WebLab.Client.Sweeps;
using WebLab.Contracts.Runs;
using WebLab.Science.Jobs;
using WebLab.Science.Runs;

namespace WebLab.Client.Compare;

/// <summary>Chosen runs side by side. What is looked at, and how, is in the address.</summary>
public sealed partial class ComparePage : LiveView<ComparePage.Answer>
{
    private readonly ChartView _view = new();
    private List<RunSummary>? _runs;
    private IReadOnlyList<Guid>? _example;
    private IReadOnlyCollection<Guid>? _hidden;
    private int _coloured;
    private (object? Runs, object? Hidden, Difference? Found) _difference;

    [Inject]
    private RunColours Colours { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "runs")]
    private string? Ids { get; set; }

    [SupplyParameterFromQuery]
    private Guid? Baseline { get; set; }

    [SupplyParameterFromQuery]
    private string? Tab { get; set; }

    [SupplyParameterFromQuery]
    private string? X { get; set; }

    [SupplyParameterFromQuery]
    private string? Y { get; set; }

    [SupplyParameterFromQuery]
    private string? Axes { get; set; }

    [SupplyParameterFromQuery]
    private Guid? First { get; set; }

    [SupplyParameterFromQuery]
    private Guid? Second { get; set; }

    [SupplyParameterFromQuery]
    private string? Brush { get; set; }

    [SupplyParameterFromQuery]
    private string? Column { get; set; }

    [SupplyParameterFromQuery]
    private int? Example { get; set; }

    private string Open => CompareAddress.Tab(Tab);

    private RunSummary Reference => _runs!.FirstOrDefault(run => run.Id == Baseline) ?? _runs![0];

    private IReadOnlyList<RunSummary> Shown => [.. _runs!.Where(run => !_view.Hidden.Contains(run.Id))];

    // Reading a hundred recipes takes longer than drawing the page may.
    private Difference? Differing()
    {
        if (!ReferenceEquals(_difference.Runs, _runs) || !ReferenceEquals(_difference.Hidden, _view.Hidden))
            _difference = (_runs, _view.Hidden, Difference.Of(new(Shown)));
        return _difference.Found;
    }

    protected override object? Subject => Ids;

    // Known from the address: the curves are on their way while the runs are. A run that was deleted since has none.
    protected override IEnumerable<Guid> Curved => IsRead ? _runs!.Select(run => run.Id) : CompareAddress.Ids(Ids);

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _view.Changed += Look;
        Colours.Changed += Recolour;
    }

    protected override ValueTask Leave()
    {
        _view.Changed -= Look;
        Colours.Changed -= Recolour;
        return base.Leave();
    }

    protected override async Task<Answer> Read(CancellationToken stop)
    {
        var ids = CompareAddress.Ids(Ids);
        IReadOnlyList<RunSummary> runs = ids.Count == 0 ? [] : await Api.Runs(ids, stop);
        return new(runs, runs.Count == 0 ? await FindExample(stop) : null);
    }

    protected override void Take(Answer answer)
    {
        // Nothing of an analysis is drawn beside a curve.
        var runs = Placed([.. answer.Runs.Where(run => !JobKinds.Of(run.Spec).IsAnalysis)]);
        if (_runs is null)
            ChartAddress.Apply(Navigation.Uri, _view, runs);
        (_runs, _example) = (runs, answer.Example);
    }

    // Runs of several experiments may have the same place in theirs, and so the same hue: they get those of their places here.
    private static List<RunSummary> Placed(List<RunSummary> runs) =>
        runs.DistinctBy(run => run.Index).Count() == runs.Count ? runs : [.. runs.Select((run, place) => run with { Index = place })];

    /// <summary>The newest run with random labels, and one with true labels of the same experiment.</summary>
    private async Task<IReadOnlyList<Guid>?> FindExample(CancellationToken stop)
    {
        var random = (await Api.Runs("corruption = random-labels and status = completed", RunQuery.DefaultSort, 0, 1, stop)).Items;
        if (random.Count == 0)
            return null;
        var experiment = await Api.Experiment(random[0].ExperimentId, stop);
        return
        [
            .. experiment
                .Runs.Where(run => run.Spec.Corruption.Kind == Contracts.Specs.CorruptionKind.TrueLabels)
                .Take(1)
                .Append(random[0])
                .Select(run => run.Id),
        ];
    }

    // The charts write the view into the address where they are on the page; elsewhere hidden runs are hidden too.
    private void Look()
    {
        // A zoom, or what else the charts alone show, changes nothing here.
        if (ReferenceEquals(_hidden, _view.Hidden))
            return;
        _hidden = _view.Hidden;
        if (_runs is not null && Open != CompareAddress.Tabs[0].Name)
            Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(ChartAddress.Of(_view, _runs)), replace: true);
        StateHasChanged();
    }

    protected override RunSummary? FollowedRun(Guid run) => _runs?.FirstOrDefault(known => known.Id == run);

    protected override Change Follow(RunSummary run)
    {
        if (_runs?.Any(known => known.Id == run.Id) != true)
            return Change.None;
        _runs = [.. _runs.Select(known => known.Id == run.Id ? run with { Index = known.Index } : known)];
        return Change.Redraw;
    }

    protected override Change RunGone(Guid run)
    {
        if (_runs?.Any(known => known.Id == run) != true)
            return Change.None;
        _runs = [.. _runs.Where(known => known.Id != run)];
        return Change.Redraw;
    }

    private void Recolour()
    {
        _coloured++;
        StateHasChanged();
    }

    private void Leave(RunSummary run) => Go("runs", string.Join(',', _runs!.Where(other => other.Id != run.Id).Select(other => other.Id)));

    private void Go(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value), replace: true);

    private void Choose(IReadOnlyDictionary<string, object?> choice) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(choice), replace: true);

    // Arrows move between tabs, as people who use them expect.
    private void Turn(KeyboardEventArgs key)
    {
        var step = key.Key switch
        {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            _ => 0,
        };
        if (step == 0)
            return;
        var at = Array.FindIndex(CompareAddress.Tabs, tab => tab.Name == Open);
        Go("tab", CompareAddress.Tabs[(at + step + CompareAddress.Tabs.Length) % CompareAddress.Tabs.Length].Name);
    }

    /// <summary>The runs that are there, and what to compare where none was named.</summary>
    public sealed record Answer(IReadOnlyList<RunSummary> Runs, IReadOnlyList<Guid>? Example);
}
