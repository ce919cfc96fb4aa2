using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WebLab.Client.Api;
using WebLab.Client.Layout;
using WebLab.Client.Live;
using WebLab.Contracts;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Examples;

/// <summary>Every training example of a run, or every test example, whatever their number: the server filters, sorts and cuts a page.
/// What is shown, and the example whose story is open, stand in the address.</summary>
public sealed partial class ExamplesPage : LiveView<ExamplesPage.Reading>
{
    private RunSummary? _run;
    private LedgerFacts? _facts;
    private LedgerPage? _page;
    private string? _fault;
    private bool _hasLedger;
    private ExampleQuery _query = new();
    private ScriptModule _keys = null!;
    private int? _opened,
        _back,
        _stepTo;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The example whose story is open.</summary>
    [SupplyParameterFromQuery]
    private int? Example { get; set; }

    protected override object Subject => Id;

    // A training that goes on is read again as often as a person can follow.
    protected override TimeSpan RereadEvery => TimeSpan.FromSeconds(3);

    private IReadOnlyList<(string Label, int? Value, Action<int?> Set)> ClassChoices =>
        [
            ($"{_facts!.LabelWord()} label", _query.Given, label => Go(_query with { Given = label, From = 0 })),
            .. _facts!.Corrupted > 0
                ? new (string, int?, Action<int?>)[] { ("True label", _query.True, label => Go(_query with { True = label, From = 0 })) }
                : [],
        ];

    private LedgerColumn? Column => _facts!.Columns.FirstOrDefault(column => column.Name == _query.Sort);

    private int LastFrom => (_page!.Total - 1) / _query.Take * _query.Take;

    private bool IsLastPage => _query.From + _query.Take >= _page!.Total;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _keys = new(Js, "./js/keys.js");
    }

    protected override async ValueTask Leave()
    {
        await _keys.Drop();
        await base.Leave();
    }

    protected override async Task OnParametersSetAsync()
    {
        var query = ExampleQuery.Of(new(Navigation.Uri));
        var isOther = query != _query;
        _query = query;
        if (_opened is { } before && Example is null)
            _back = before;
        _opened = Example;
        var isSame = _run?.Id == Id;
        await base.OnParametersSetAsync();
        if (isOther && isSame)
            await Reread();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The example that was open last has the keyboard, wherever one went from the first.
        if (_back is not { } index || _opened is not null)
            return;
        _back = null;
        await _keys.Call("show", Sentence.Of($"example-{index}"));
    }

    protected override void Forget() => (_run, _facts, _page, _fault) = (null, null, null, null);

    // The data sets first: the examples' images and features are one of theirs.
    protected override async Task<Reading> Read(CancellationToken stop)
    {
        if (_run is null)
            await Api.Datasets(stop);
        var run = await Api.Run(Id, stop);
        try
        {
            var facts = Api.Ledger(Id, _query.Split, stop);
            var page = Api.LedgerExamples(Id, _query, stop);
            return new(run, await facts, await page, true, null);
        }
        catch (ApiException fault) when (fault.Status == HttpStatusCode.NotFound)
        {
            return new(run, null, null, _query.Split == RecordedSplit.Test && await HasTraining(stop), null);
        }
        catch (ApiException fault) when (fault.Status == HttpStatusCode.BadRequest)
        {
            return new(run, await Api.Ledger(Id, _query.Split, stop), null, true, fault.Message);
        }
    }

    private async Task<bool> HasTraining(CancellationToken stop)
    {
        try
        {
            await Api.Ledger(Id, RecordedSplit.Train, stop);
            return true;
        }
        catch (ApiException fault) when (fault.Status == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    protected override void Take(Reading answer)
    {
        (_run, _facts, _page, _hasLedger, _fault) = (answer.Run, answer.Facts, answer.Page, answer.HasLedger, answer.Fault);
        if (_stepTo is not { } place || _page is not { Rows.Count: > 0 })
            return;
        _stepTo = null;
        Open(_page.Rows[Math.Clamp(place - _query.From, 0, _page.Rows.Count - 1)].Index);
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

    private static int? Label(object? value) => int.TryParse(value as string, out var label) ? label : null;

    private void Go(ExampleQuery query) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query.Address), replace: true);

    private void Turn(int from) => Go(_query with { From = Math.Max(0, from) });

    /// <summary>Amounts begin with the greatest, the index and classes with the least; again turns it round.</summary>
    private void SortBy(string name)
    {
        var isAmount = _facts!.Columns.FirstOrDefault(column => column.Name == name) is { IsClass: false };
        Go(_query with { Sort = name, IsDescending = name == _query.Sort ? !_query.IsDescending : isAmount, From = 0 });
    }

    private string Link(int index) => Navigation.GetUriWithQueryParameter("example", (int?)index);

    private void Open(int index) => Navigation.NavigateTo(Link(index), replace: true);

    private void Close() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("example", (int?)null), replace: true);

    private int Place
    {
        get
        {
            for (var i = 0; i < (_page?.Rows.Count ?? 0); i++)
            {
                if (_page!.Rows[i].Index == _opened)
                    return _query.From + i;
            }
            return -1;
        }
    }

    private bool CanStep(int by) => Place is >= 0 and var place && place + by >= 0 && place + by < _page!.Total;

    // Past the end of a page the next one is turned to, and the story goes on there.
    private void Step(int by)
    {
        if (!CanStep(by))
            return;
        var to = Place + by;
        if (to >= _query.From && to < _query.From + _page!.Rows.Count)
            Open(_page.Rows[to - _query.From].Index);
        else
        {
            _stepTo = to;
            Turn(to / _query.Take * _query.Take);
        }
    }

    /// <summary>What the page is made of; no facts where nothing was recorded, of test examples perhaps only.</summary>
    public sealed record Reading(RunSummary Run, LedgerFacts? Facts, LedgerPage? Page, bool HasLedger, string? Fault);
}
