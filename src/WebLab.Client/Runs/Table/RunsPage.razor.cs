using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;
using WebLab.Client.Accounts;
using WebLab.Client.Api;
using WebLab.Client.Live;
using WebLab.Client.Runs.Verbs;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Filters;
using WebLab.Science.Runs;

namespace WebLab.Client.Runs.Table;

/// <summary>
/// All runs, whatever their number: the server filters and sorts, only the cells that are on the screen are read. Filter, order, grouping
/// and columns are in the address; the columns are remembered in the browser too.
/// </summary>
public sealed partial class RunsPage : LiveView<IReadOnlyDictionary<string, IReadOnlyList<string>>>
{
    private IReadOnlyDictionary<string, IReadOnlyList<string>> _known = new Dictionary<string, IReadOnlyList<string>>();
    private ColumnLayout _layout = ColumnLayout.Default;
    private IReadOnlyList<string> _fields = [];
    private Virtualize<ReadRow>? _rows;
    private RunMenu? _menu;
    private ElementReference _table;
    private TableModule? _module;
    private RunField? _dragged;
    private string? _fault;
    private int? _total;
    private float _rowHeight;
    private bool _isWatched,
        _isBack;
    private RunFilter? _filter = RunFilter.Everything;

    [Inject]
    private LabSession Session { get; set; } = null!;

    [Inject]
    private RunBasket Basket { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Filter { get; set; }

    [SupplyParameterFromQuery]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery]
    private string? Group { get; set; }

    [SupplyParameterFromQuery(Name = "columns")]
    private string? ColumnNames { get; set; }

    private static IEnumerable<RunField> Groupable =>
        RunFields.All.Where(known =>
            known.Name is not ("id" or "note" or "name" or "created" or "started" or "finished" or "detail")
            && known is not NumberRunField { Better: not Better.Neither }
        );

    /// <summary>Null where people are not told apart.</summary>
    private MineFilter? Mine => Session.HasAccounts && Session.Account is { } account ? new(account.Name) : null;

    private bool IsDescending => (Sort ?? RunQuery.DefaultSort).StartsWith('-');

    private string SortField => (Sort ?? RunQuery.DefaultSort).TrimStart('-');

    private IReadOnlyList<RunField> GroupFields => [.. (Group ?? "").Split(',').Select(RunFields.Find).OfType<RunField>().Take(4)];

    /// <summary>Of the columns, those that say how well a run did.</summary>
    private IReadOnlyList<NumberRunField> Measures =>
        [
            .. _layout
                .Columns.Select(column => column.Field)
                .OfType<NumberRunField>()
                .Where(known => known.Better != Better.Neither)
                .DefaultIfEmpty((NumberRunField)RunFields.Find("test.acc")!),
        ];

    private bool NamesArchived => _filter?.NamesArchived == true;

    private string Link => Navigation.ToAbsoluteUri(Navigation.GetUriWithQueryParameter("columns", _layout.ToString())).ToString();

    protected override object Subject => (Filter, Sort);

    /// <summary>The table reads its rows by itself, those that are on the screen: when it is drawn first, and when it is told to.</summary>
    /// <returns>What a filter may name, which changes little.</returns>
    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> Read(CancellationToken stop)
    {
        if (_rows is not null)
            await _rows.RefreshDataAsync();
        return _known.Count > 0 ? _known : await Api.KnownValues(stop);
    }

    protected override void Take(IReadOnlyDictionary<string, IReadOnlyList<string>> answer) => _known = answer;

    protected override Change Follow(RunAdvance advance) => Change.Reread;

    protected override Change Follow(RunSummary run) => Change.Reread;

    protected override Change RunGone(Guid run)
    {
        Basket.Remove(run);
        return Change.Reread;
    }

    protected override async ValueTask Leave()
    {
        Basket.Changed -= StateHasChanged;
        if (_module is not null)
            await _module.DisposeAsync();
        await base.Leave();
    }

    protected override async Task OnInitializedAsync()
    {
        // Parameters are settled only after what is awaited here.
        Understand();
        Basket.Changed += StateHasChanged;
        _module = new(Js, (name, width) => Choose(_layout.Resize(name, width)));
        Take(ColumnLayout.Parse(ColumnNames) ?? ColumnLayout.Parse(await _module.Kept()) ?? ColumnLayout.Default);
        _rowHeight = await _module.RowHeight();
    }

    protected override void OnParametersSet()
    {
        Understand();
        if (ColumnLayout.Parse(ColumnNames) is { } layout && layout.ToString() != _layout.ToString())
            Take(layout);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Settled before the wait: the next render may come during it.
        var wasWatched = _isWatched;
        _isWatched = _module is not null && GroupFields.Count == 0;
        if (_isWatched && !wasWatched)
            await _module!.Watch(_table);
        if (_isWatched && _total > 0 && !_isBack)
        {
            _isBack = true;
            await _module!.ScrollBack();
        }
    }

    /// <summary>The server's own parser: what it would refuse is not sent to it again with each change of a run.</summary>
    private void Understand()
    {
        try
        {
            _filter = RunFilter.Parse(Filter);
        }
        catch (FilterException)
        {
            // The filter box says why.
            (_filter, _fault, _total) = (null, null, 0);
        }
    }

    private async ValueTask<ItemsProviderResult<ReadRow>> ReadRows(ItemsProviderRequest request)
    {
        var fields = _fields;
        if (_filter is null)
            return new([], 0);
        try
        {
            var page = await Api.RunRows(
                fields,
                Filter ?? "",
                Sort ?? RunQuery.DefaultSort,
                request.StartIndex,
                Math.Clamp(request.Count, 1, Page<RunRow>.MaxTake),
                request.CancellationToken
            );
            // The table drops it, too.
            if (request.CancellationToken.IsCancellationRequested)
                return new([], 0);
            var isNews = _total != page.Total || _fault is not null;
            (_total, _fault) = (page.Total, null);
            if (isNews)
                StateHasChanged();
            return new([.. page.Items.Select(run => new ReadRow(run, fields))], page.Total);
        }
        catch (ApiException fault)
        {
            _fault = fault.Message;
            StateHasChanged();
            return new([], 0);
        }
    }

    private void Go(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, string.IsNullOrWhiteSpace(value) ? null : value), replace: true);

    private void ShowGroup(string filter) =>
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["filter"] = filter, ["group"] = null })
        );

    /// <summary>Numbers and times begin with the greatest, words with the first; again turns it round.</summary>
    private void SortBy(RunField column)
    {
        var isDescending = SortField == column.Name ? !IsDescending : column is NumberRunField or TimeRunField;
        var sort = (isDescending ? "-" : "") + column.Name;
        Go("sort", sort == RunQuery.DefaultSort ? null : sort);
    }

    private void Take(ColumnLayout layout)
    {
        _layout = layout;
        _fields = [.. layout.Columns.SelectMany(column => new[] { column.Field.Name, column.EpochField }).OfType<string>().Distinct()];
    }

    private async Task Choose(ColumnLayout layout)
    {
        Take(layout);
        await _module!.Keep(layout.ToString());
        Go("columns", layout.ToString() == ColumnLayout.Default.ToString() ? null : layout.ToString());
        await Reread();
    }

    private async Task Drop(RunField onto)
    {
        if (_dragged is { } dragged && dragged != onto)
            await Choose(_layout.MoveTo(dragged, onto));
        _dragged = null;
    }

    private string File(string format) =>
        GroupFields.Count > 0
            ? LabApiClient.RunTable(format, Measures, Filter, Sort, GroupFields)
            : LabApiClient.RunTable(format, _layout.Columns.Select(column => column.Field), Filter, Sort, []);

    private string AriaSort(RunField column) =>
        SortField != column.Name ? "none"
        : IsDescending ? "descending"
        : "ascending";
}
