using Microsoft.AspNetCore.Components;
using MudBlazor;
using WebLab.Client.Api;
using WebLab.Client.Experiments;
using WebLab.Client.Figures;
using WebLab.Client.Layout;
using WebLab.Client.Live;
using WebLab.Client.Runs.Verbs;
using WebLab.Contracts;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Science.Devices;
using WebLab.Science.Paper;

namespace WebLab.Client.Paper;

public sealed partial class PaperItemPage : LiveView<IReadOnlyList<RunSummary>>
{
    private readonly FigureView?[] _views = new FigureView?[2];
    private PaperItem? _item;
    private PaperScale _scale;
    private IReadOnlyList<RunSummary> _runs = [];
    private IReadOnlyList<Figure> _figures = [];
    private IReadOnlyList<DeviceInfo> _devices = [];
    private PaperReport? _report;
    private bool _isLaunching;
    private string? _refusal;
    private string? _part;
    private int _seeds = PaperLaunch.UsualSeeds;

    [Inject]
    private FigureModule Figures { get; set; } = null!;

    [Inject]
    private Questions Questions { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = "scale")]
    private string? ScaleText { get; set; }

    protected override object Subject => (_item?.Id, _scale);

    protected override IEnumerable<Guid> Curved =>
        _item?.Chart is PaperChart.LossCurves or PaperChart.AccuracyCurves ? _runs.Select(run => run.Id) : [];

    protected override TimeSpan RedrawEvery => TimeSpan.FromMilliseconds(500);

    protected override TimeSpan RereadEvery => TimeSpan.FromSeconds(1);

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Curves.Loaded += _ => RedrawSoon();
        Curves.Arrived += _ => RedrawSoon();
    }

    protected override Task OnParametersSetAsync()
    {
        _item = PaperCatalogue.Find(Id);
        _scale =
            Names<PaperScale>.TryParse(ScaleText, out var scale) && _item?.RowsAt(scale).Any() == true ? scale
            : _item?.RowsAt(PaperScale.Small).Any() == false ? PaperScale.Full
            : PaperScale.Small;
        return base.OnParametersSetAsync();
    }

    protected override void Forget()
    {
        (_runs, _refusal, _part) = ([], null, null);
        Redraw();
    }

    protected override async Task<IReadOnlyList<RunSummary>> Read(CancellationToken stop)
    {
        if (_item is null)
            return [];
        // Without devices there is no expected time to show.
        if (_devices.Count == 0)
            _devices = await Api.Devices(stop);
        return await Api.PaperRuns(_item.Id, _scale, stop);
    }

    protected override void Take(IReadOnlyList<RunSummary> answer) => _runs = answer;

    protected override void Redraw()
    {
        if (_item is null)
            return;
        _report = PaperRuns.Judge(_item, _scale, _runs);
        _figures = PaperFigures.Of(_item, _scale, _runs, Curves);
        StateHasChanged();
    }

    protected override RunSummary? FollowedRun(Guid run) => _runs.FirstOrDefault(known => known.Id == run);

    protected override Change Follow(RunSummary run)
    {
        if (_runs.All(known => known.Id != run.Id))
            return Change.None;
        _runs = [.. _runs.Select(known => known.Id == run.Id ? run : known)];
        return Change.Redraw;
    }

    protected override Change RunGone(Guid run) => _runs.Any(known => known.Id == run) ? Change.Reread : Change.None;

    // A launch from another page, and which of two runs of a name counts, are the server's to tell.
    protected override Change Follow(ExperimentSummary experiment) =>
        experiment.PaperItem == _item?.Id && experiment.PaperScale == _scale ? Change.Reread : Change.None;

    private async Task Launch()
    {
        (_isLaunching, _refusal) = (true, null);
        try
        {
            var specs = _item!.Request(_scale, _seeds, _part).Runs.Select(run => run.Spec).ToList();
            var what = $"{_item.Number} at {Names<PaperScale>.Of(_scale)} scale";
            var question = await LaunchQuestion.Of(Api, what, specs, _devices, LaunchQuestion.Hour);
            if (question is not null && !await Questions.Confirm(question))
                return;
            await Api.LaunchPaper(_item.Id, new(_scale, _seeds, _part));
            await Reread();
        }
        catch (ApiException fault)
        {
            _refusal = fault.Message;
        }
        finally
        {
            _isLaunching = false;
        }
    }

    private Task SaveCsv() => Figures.SaveText(PaperCsv.Write(_report!), "text/csv", $"{FileName(0)}.csv");

    private Task SaveFigureCsv(Figure figure, int place) =>
        Figures.SaveText(FigureCsv.Of(figure), "text/csv", $"{FileName(place)}-figure.csv");

    private string FileName(int figure) =>
        $"{_item!.Id}-{Names<PaperScale>.Of(_scale)}{(figure == 0 && _figures.Count == 2 ? "-paper" : "")}";

    private string AddressAt(PaperScale scale) => $"paper/{_item!.Id}?scale={Names<PaperScale>.Of(scale)}";

    private string Plan()
    {
        var specs = _item!.Request(_scale, _seeds, _part).Runs.Select(run => run.Spec).ToList();
        var runs = specs.Count == 1 ? "1 run" : $"{specs.Count} runs";
        return _devices.Count == 0
            ? runs
            : $"{runs}, {Format.Estimate(Throughput.Seconds(specs, _devices))} on {DeviceSummary.Machine(_devices)} at most";
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
            .Select(run => _item!.RowOf(run.Spec, _scale)?.Name)
            .OfType<string>()
            .ToList();
        var ended = _runs.Count(run => run.Status.HasEnded());
        return ($"{ended} of {_runs.Count} runs have ended{(active.Count > 0 ? $"; training {string.Join(", ", active)}" : "")}.", share);
    }

    private static string ClaimWord(PaperReportClaim claim) =>
        claim.Finding.State switch
        {
            ClaimState.Holds => "Holds.",
            ClaimState.NotShown => "Not shown.",
            ClaimState.Fails => "Fails.",
            _ => "Waiting.",
        };

    private static string ClaimIcon(PaperReportClaim claim) =>
        claim.Finding.State switch
        {
            ClaimState.Holds => Icons.Material.Outlined.CheckCircle,
            ClaimState.NotShown => Icons.Material.Outlined.HelpOutline,
            ClaimState.Fails => Icons.Material.Outlined.Cancel,
            _ => Icons.Material.Outlined.RadioButtonUnchecked,
        };
}
