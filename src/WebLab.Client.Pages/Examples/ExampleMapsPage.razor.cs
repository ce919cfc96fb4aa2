using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WebLab.Client.Api;
using WebLab.Client.Layout;
using WebLab.Client.Live;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Examples;

/// <summary>Every training example of a run as a point of its maps. Colours, brush, epoch and the story that is open stand in the
/// address.</summary>
public sealed partial class ExampleMapsPage : LiveView<ExampleMapsPage.Reading>
{
    private static readonly IReadOnlyList<(string Name, string Title)> Medians =
    [
        ("confidence", "Confidence"),
        ("variability", "Variability"),
        ("loss", "Loss"),
        ("margin", "Margin, last"),
        ("first-fit", "First fit"),
        ("forgetting-events", "Forgetting events"),
        ("aum", "AUM"),
    ];

    private RunSummary? _run;
    private LedgerFacts? _facts;
    private IReadOnlyList<ExampleColumnSource> _sources = [];
    private IReadOnlyList<ExampleMap> _maps = [];
    private IReadOnlyList<(string Name, string Title)> _medians = [];
    private (int Evaluations, string? X, string? Y)? _made;
    private IReadOnlyList<ExampleColour> _colours = [];
    private Dictionary<string, string> _later = [];
    private ExampleMapsView? _chosen;
    private ScriptModule _script = null!;
    private int _epoch;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    private string? Colour { get; set; }

    [SupplyParameterFromQuery]
    private string? Brush { get; set; }

    [SupplyParameterFromQuery]
    private int? Epoch { get; set; }

    /// <summary>The column across in the map whose axes are chosen.</summary>
    [SupplyParameterFromQuery]
    private string? X { get; set; }

    /// <summary>The column up in it; null for how many there are.</summary>
    [SupplyParameterFromQuery]
    private string? Y { get; set; }

    /// <summary>The example whose story is open.</summary>
    [SupplyParameterFromQuery]
    private int? Example { get; set; }

    protected override object Subject => Id;

    // The maps are drawn anew with all their points: not at every epoch of a fast run.
    protected override TimeSpan RereadEvery => TimeSpan.FromSeconds(5);

    private ExampleBrush? Brushed => ExampleBrush.Parse(Brush) is { } brush && _maps.Any(map => map.Id == brush.Panel) ? brush : null;

    private int Place => Math.Max(0, _facts!.Evaluations.ToList().FindIndex(evaluation => evaluation.Epoch == _epoch));

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _script = new(Js, "./js/example-maps.js");
        Begin(Prepare);
    }

    protected override async ValueTask Leave()
    {
        await _script.Drop();
        await base.Leave();
    }

    protected override void Forget() => (_run, _facts, _made, _chosen, _later) = (null, null, null, null, []);

    // All at once, since the server may have to read the ledger first. The data sets too: examples' images and features are one of theirs.
    protected override async Task<Reading> Read(CancellationToken stop)
    {
        var facts = Facts(stop);
        var run = Api.Run(Id, stop);
        await Task.WhenAll(facts, run, _run is null ? Api.Datasets(stop) : Task.CompletedTask);
        return new(await run, await facts);
    }

    protected override void Take(Reading answer)
    {
        var isMore = answer.Facts?.Evaluations.Count != _facts?.Evaluations.Count;
        (_run, _facts) = (answer.Run, answer.Facts);
        if (_facts is null || !isMore)
            return;
        Make(_facts);
        Look();
    }

    protected override void OnParametersSet()
    {
        if (_facts is null)
            return;
        Make(_facts);
        Look();
    }

    private void Make(LedgerFacts facts)
    {
        if (_made == (facts.Evaluations.Count, X, Y))
            return;
        _made = (facts.Evaluations.Count, X, Y);
        var own = ExampleMapKinds.OwnOf(facts, X, Y);
        var names = ExampleMapKinds.Columns(facts);
        string[] more = [.. new[] { own?.X, own?.Y }.OfType<string>().Except(names)];
        _colours = ExampleMapKinds.Colours(facts);
        _maps = [.. ExampleMapKinds.Of(facts), .. own is null ? [] : new[] { own }];
        _medians = [.. Medians, .. facts.Columns.Where(column => more.Contains(column.Name)).Select(column => (column.Name, column.Title))];
        _sources =
        [
            new(LabApiClient.LedgerColumns(Id, names), names),
            .. more.Length == 0 ? [] : new[] { new ExampleColumnSource(LabApiClient.LedgerColumns(Id, more), more) },
        ];
    }

    protected override RunSummary? FollowedRun(Guid run) => run == Id ? _run : null;

    protected override Change Follow(RunSummary run)
    {
        if (run.Id != Id)
            return Change.None;
        return run.Status != _run?.Status || run.Progress?.Epoch != _run.Progress?.Epoch ? Change.Reread : Change.None;
    }

    protected override Change RunGone(Guid run)
    {
        if (run != Id)
            return Change.None;
        IsMissing = true;
        return Change.Redraw;
    }

    // What draws the maps comes while the server reads the ledger. Where it does not come, they say so when they are to be drawn.
    private async Task Prepare()
    {
        try
        {
            await _script.Call("prepare");
        }
        catch (JSException) { }
    }

    private async Task<LedgerFacts?> Facts(CancellationToken stop)
    {
        try
        {
            return await Api.Ledger(Id, stop: stop);
        }
        catch (ApiException fault) when (fault.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private void Look() => At(Epoch ?? _facts!.Evaluations[^1].Epoch);

    private void Slide(object? place)
    {
        if (int.TryParse(place as string, CultureInfo.InvariantCulture, out var at) && at >= 0 && at < _facts!.Evaluations.Count)
            At(_facts.Evaluations[at].Epoch);
    }

    private void At(int epoch)
    {
        // An epoch of the address that was not recorded: the nearest one.
        _epoch = _facts!.Evaluations.MinBy(evaluation => Math.Abs(evaluation.Epoch - (long)epoch))!.Epoch;
        // The sources hold the last epoch's, of a run that has ended the last of all.
        if (_later.Count > 0 || _epoch != _facts.Evaluations[^1].Epoch || !_run!.Status.HasEnded())
            _later = new() { ["loss"] = LabApiClient.LedgerColumns(Id, ["loss"], _epoch) };
    }

    private void Tell(ExampleMapsView told) => _chosen = told;

    // A brush of the map before was of other columns.
    private void GoOwn(string axis, string? column) =>
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(
                new Dictionary<string, object?>
                {
                    [axis] = string.IsNullOrEmpty(column) ? null : column,
                    ["brush"] = Brushed?.Panel == ExampleMapKinds.Own ? null : Brush,
                }
            ),
            replace: true
        );

    private void Go(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value), replace: true);

    /// <summary>What the page is made of; no facts where nothing was recorded.</summary>
    public sealed record Reading(RunSummary Run, LedgerFacts? Facts);
}
