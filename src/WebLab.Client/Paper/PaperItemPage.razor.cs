using Microsoft.AspNetCore.Components;
using MudBlazor;
using WebLab.Client.Api;
using WebLab.Client.Figures;
using WebLab.Client.Layout;
using WebLab.Client.Live;
using WebLab.Contracts;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Paper;

public sealed partial class PaperItemPage : ComponentBase, IAsyncDisposable
{
    private readonly FigureView?[] _views = new FigureView?[2];
    private PaperItem? _item;
    private PaperScale _scale;
    private (string? Item, PaperScale Scale) _shown;
    private IReadOnlyList<RunSummary> _runs = [];
    private IReadOnlyList<Figure> _figures = [];
    private IReadOnlyList<DeviceInfo> _devices = [];
    private PaperReport? _report;
    private LiveCurves? _curves;
    private RedrawGate? _redraw,
        _reread;
    private bool _isLaunching;
    private string? _fault;
    private int _seeds = 1;

    [Inject]
    private LabApiClient Api { get; set; } = null!;

    [Inject]
    private LiveConnection Live { get; set; } = null!;

    [Inject]
    private FigureModule Figures { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = "scale")]
    private string? ScaleText { get; set; }

    public async ValueTask DisposeAsync()
    {
        Live.Connected -= Reread;
        Live.RunChanged -= Update;
        Live.RunDeleted -= Remove;
        Live.ExperimentChanged -= Follow;
        _redraw?.Dispose();
        _reread?.Dispose();
        if (_curves is not null)
            await _curves.DisposeAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        _redraw = new(Clock, TimeSpan.FromMilliseconds(500), Draw);
        _reread = new(Clock, TimeSpan.FromSeconds(1), Reread);
        Live.Connected += Reread;
        Live.RunChanged += Update;
        Live.RunDeleted += Remove;
        Live.ExperimentChanged += Follow;
        try
        {
            _devices = await Api.Devices();
        }
        catch (ApiException)
        {
            // Without devices there is no expected time to show; reading the runs tells what is wrong.
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        _item = PaperCatalogue.Find(Id);
        _scale =
            Names<PaperScale>.TryParse(ScaleText, out var scale) && _item?.RowsAt(scale).Any() == true ? scale
            : _item?.RowsAt(PaperScale.Small).Any() == false ? PaperScale.Full
            : PaperScale.Small;
        if (_item is null || _shown == (_item.Id, _scale))
            return;
        _shown = (_item.Id, _scale);
        _runs = [];
        if (_curves is not null)
            await _curves.DisposeAsync();
        _curves = new(Live, Api);
        _curves.Loaded += _ => _redraw?.Ask();
        _curves.Arrived += _ => _redraw?.Ask();
        Draw();
        await Read();
    }

    private async void Reread() => await Read();

    private async Task Read()
    {
        if (_item is null || _curves is not { } curves)
            return;
        try
        {
            var runs = await Api.PaperRuns(_item.Id, _scale);
            if (curves != _curves)
                return;
            _runs = runs;
            _fault = null;
        }
        catch (ApiException fault)
        {
            _fault = fault.Message;
        }
        Draw();
        if (_item.Chart is PaperChart.LossCurves or PaperChart.AccuracyCurves)
            await curves.Open([.. _runs.Select(run => run.Id).Where(id => !curves.All.ContainsKey(id))]);
    }

    private void Draw()
    {
        if (_item is null || _curves is null)
            return;
        _report = PaperRuns.Judge(_item, _scale, _runs);
        _figures = PaperFigures.Of(_item, _scale, _runs, _curves);
        StateHasChanged();
    }

    private void Update(RunSummary run)
    {
        if (_runs.All(known => known.Id != run.Id))
            return;
        _runs = [.. _runs.Select(known => known.Id == run.Id ? run : known)];
        _redraw?.Ask();
    }

    private void Remove(Guid run)
    {
        if (_runs.Any(known => known.Id == run))
            _reread?.Ask();
    }

    // A launch from another page, and which of two runs of a name counts, are the server's to tell.
    private void Follow(ExperimentSummary experiment)
    {
        if (experiment.PaperItem == _item?.Id && experiment.PaperScale == _scale)
            _reread?.Ask();
    }

    private async Task Launch()
    {
        (_isLaunching, _fault) = (true, null);
        try
        {
            await Api.LaunchPaper(_item!.Id, new(_scale, _seeds));
            await Read();
        }
        catch (ApiException fault)
        {
            _fault = fault.Message;
        }
        finally
        {
            _isLaunching = false;
        }
    }

    private Task SaveCsv() => Figures.SaveText(PaperCsv.Write(_report!), "text/csv", $"{FileName(0)}.csv");

    private string FileName(int figure) =>
        $"{_item!.Id}-{Names<PaperScale>.Of(_scale)}{(figure == 0 && _figures.Count == 2 ? "-paper" : "")}";

    private string AddressAt(PaperScale scale) => $"/paper/{_item!.Id}?scale={Names<PaperScale>.Of(scale)}";

    private string Plan()
    {
        var specs = _item!.Request(_scale, _seeds).Runs.Select(run => run.Spec).ToList();
        var runs = specs.Count == 1 ? "1 run" : $"{specs.Count} runs";
        return _devices.Count == 0
            ? runs
            : $"{runs}, {Format.Estimate(Throughput.Seconds(specs, _devices))} on {DeviceWords.Machine(_devices)} at most";
    }

    private (string Words, double Share)? Progress()
    {
        if (_runs.All(run => run.Status.HasEnded()))
            return null;
        var share = _runs.Average(run =>
            run.Status.HasEnded() ? 1
            : run.Progress is { } progress ? progress.Epoch / (double)run.Spec.Epochs
            : 0
        );
        var active = _runs
            .Where(run => run.Status == RunStatus.Running)
            .Select(run => _item!.RowOf(run.Name)?.Name)
            .OfType<string>()
            .ToList();
        var ended = _runs.Count(run => run.Status.HasEnded());
        return ($"{ended} of {_runs.Count} runs have ended{(active.Count > 0 ? $"; training {string.Join(", ", active)}" : "")}.", share);
    }

    private static string Holds(PaperReportClaim claim) =>
        claim.Holds switch
        {
            true => "holds",
            false => "fails",
            null => "waiting",
        };

    private static string ClaimWord(PaperReportClaim claim) =>
        claim.Holds switch
        {
            true => "Borne out.",
            false => "Not borne out.",
            null => "Not known yet.",
        };

    private static string ClaimIcon(PaperReportClaim claim) =>
        claim.Holds switch
        {
            true => Icons.Material.Outlined.CheckCircle,
            false => Icons.Material.Outlined.Cancel,
            null => Icons.Material.Outlined.RadioButtonUnchecked,
        };
}
