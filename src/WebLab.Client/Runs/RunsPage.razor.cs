using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using WebLab.Client.Api;
using WebLab.Client.Layout;
using WebLab.Client.Live;
using WebLab.Contracts;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Runs;

/// <summary>All runs, whatever their number: the server filters and sorts, only what is on the screen is read. Filter and sort are in the address.</summary>
public sealed partial class RunsPage : ComponentBase, IDisposable
{
    private static readonly RunVerb[] BulkVerbs = [RunVerb.Pin, RunVerb.Unpin, RunVerb.Pause, RunVerb.Resume, RunVerb.Stop, RunVerb.Cancel, RunVerb.Archive, RunVerb.Restore];

    private static readonly IReadOnlyList<RunField> Columns =
        [.. new[] { "name", "status", "model", "noise-rate", "train.acc", "test.acc", "test.best", "memorised", "train.loss", "created" }.Select(name => RunFields.Find(name)!)];

    private readonly HashSet<Guid> _chosen = [];
    private IReadOnlyDictionary<string, IReadOnlyList<string>> _known = new Dictionary<string, IReadOnlyList<string>>();
    private Virtualize<RunSummary>? _rows;
    private RedrawGate? _gate;
    private (string?, string?) _shown;
    private string? _fault;
    private int? _total;

    [Inject]
    private LabApiClient Api { get; set; } = null!;

    [Inject]
    private LiveConnection Live { get; set; } = null!;

    [Inject]
    private RunVerbs Verbs { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Filter { get; set; }

    [SupplyParameterFromQuery]
    private string? Sort { get; set; }

    private bool IsDescending => (Sort ?? RunQuery.DefaultSort).StartsWith('-');

    private string SortField => (Sort ?? RunQuery.DefaultSort).TrimStart('-');

    public void Dispose()
    {
        Live.RunChanged -= Follow;
        Live.RunDeleted -= Leave;
        Live.Connected -= Reread;
        _gate?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _shown = (Filter, Sort);
        _gate = new(Clock, TimeSpan.FromMilliseconds(500), Reread);
        Live.RunChanged += Follow;
        Live.RunDeleted += Leave;
        Live.Connected += Reread;
        try
        {
            _known = await Api.KnownValues();
        }
        catch (ApiException)
        {
            // The list itself says that the server cannot be reached.
        }
    }

    protected override void OnParametersSet()
    {
        if ((Filter, Sort) == _shown)
            return;
        _shown = (Filter, Sort);
        Reread();
    }

    private async ValueTask<ItemsProviderResult<RunSummary>> Read(ItemsProviderRequest request)
    {
        try
        {
            var page = await Api.Runs(Filter ?? "", Sort ?? RunQuery.DefaultSort, request.StartIndex, Math.Clamp(request.Count, 1, Page<RunSummary>.MaxTake), request.CancellationToken);
            var isNews = _total != page.Total || _fault is not null;
            (_total, _fault) = (page.Total, null);
            if (isNews)
                StateHasChanged();
            return new(page.Items, page.Total);
        }
        catch (ApiException fault)
        {
            _fault = fault.Message;
            StateHasChanged();
            return new([], 0);
        }
    }

    private async void Reread()
    {
        if (_rows is not null)
            await _rows.RefreshDataAsync();
        StateHasChanged();
    }

    private void Follow(RunSummary run) => _gate?.Ask();

    private void Leave(Guid run)
    {
        _chosen.Remove(run);
        _gate?.Ask();
    }

    private void Go(string? filter, string? sort) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            ["filter"] = string.IsNullOrWhiteSpace(filter) ? null : filter,
            ["sort"] = sort == RunQuery.DefaultSort ? null : sort,
        }),
        replace: true);

    /// <summary>Numbers and times begin with the greatest, words with the first; again turns it round.</summary>
    private void SortBy(RunField column)
    {
        var isDescending = SortField == column.Name ? !IsDescending : column is NumberRunField or TimeRunField;
        Go(Filter, (isDescending ? "-" : "") + column.Name);
    }

    private void Choose(Guid run)
    {
        if (!_chosen.Add(run))
            _chosen.Remove(run);
    }

    private async Task Act(RunVerb verb)
    {
        if (await Verbs.Act(new() { Verb = verb, Ids = [.. _chosen] }))
            Reread();
    }

    private string AriaSort(RunField column) => SortField != column.Name ? "none" : IsDescending ? "descending" : "ascending";

    // The narrow list shows the two measures that the styles know by these names.
    private static string Label(RunField column) => column.Name switch { "train.acc" => "Train", "test.acc" => "Test", _ => column.Label };

    private static string Shown(RunField column, RunSummary run) => column switch
    {
        NumberRunField { Name: "noise-rate" } => Format.Number(run.Spec.Corruption.NoiseRate),
        NumberRunField { IsShare: true } share => Format.Percent(share.Value(run)),
        NumberRunField number => Format.Number(number.Value(run)),
        TimeRunField time => Format.Time(time.Get(run)),
        _ => column.Read(run) ?? "–",
    };
}
