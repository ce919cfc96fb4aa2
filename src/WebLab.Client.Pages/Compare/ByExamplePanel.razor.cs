using Microsoft.AspNetCore.Components;
using WebLab.Client.Api;
using WebLab.Client.Examples;
using WebLab.Client.Layout;
using WebLab.Client.Live;
using WebLab.Contracts;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Compare;

/// <summary>Two runs of the same examples, example by example: who fits which, and the losses of both.</summary>
public sealed partial class ByExamplePanel : AsyncComponent
{
    private const string Cells = "cells";

    private static readonly string[] Columns = ["prediction", "given-label", "held-out", "loss", "margin", "first-fit"];

    private static readonly IReadOnlyList<(string, string)> Medians =
    [
        ("first.loss", "Loss, first"),
        ("second.loss", "Loss, second"),
        ("first.margin", "Margin, first"),
        ("second.margin", "Margin, second"),
        ("first.first-fit", "First fit, first"),
        ("second.first-fit", "First fit, second"),
    ];

    private static readonly IReadOnlyList<ExampleColour> Colours =
    [
        new(
            "cell",
            "who fits it",
            "cell",
            [
                new("fitted by neither", "--run-9", 0),
                new("by the first alone", "--run-0", 1),
                new("by the second alone", "--run-1", 2),
                new("by both", "--run-2", 3),
            ]
        ),
    ];

    private IReadOnlyList<ExampleColumnSource> _sources = [];
    private IReadOnlyList<ExampleMap> _maps = [];
    private LedgerFacts? _facts,
        _otherFacts;
    private LedgerAgreement? _agreement,
        _among;
    private ExampleMapsView? _chosen;
    private (Guid, Guid, string)? _asked;
    private string? _fault;
    private bool _isOfSecond;

    [Inject]
    private LabApiClient Api { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<RunSummary> Runs { get; set; } = [];

    [Parameter]
    public Guid? First { get; set; }

    [Parameter]
    public Guid? Second { get; set; }

    [Parameter]
    public string? Brush { get; set; }

    /// <summary>The example whose story is open.</summary>
    [Parameter]
    public int? Example { get; set; }

    /// <summary>What was chosen, for the address.</summary>
    [Parameter]
    public EventCallback<IReadOnlyDictionary<string, object?>> OnChoose { get; set; }

    private RunSummary One => Runs.FirstOrDefault(run => run.Id == First) ?? Runs.First(run => run.Id != Second);

    private RunSummary Other => Runs.FirstOrDefault(run => run.Id == Second && run.Id != One.Id) ?? Runs.First(run => run.Id != One.Id);

    private ExampleBrush? Brushed => ExampleBrush.Parse(Brush) is { Panel: "losses" or Cells } brush ? brush : null;

    protected override async Task OnParametersSetAsync()
    {
        if (Runs.Count < 2)
            return;
        var wanted = (One.Id, Other.Id, string.Join(',', Runs.Select(run => run.Id)));
        if (_asked == wanted)
            return;
        _asked = wanted;
        (_facts, _agreement, _among, _chosen, _fault) = (null, null, null, null, null);
        try
        {
            // The examples' images and features are a data set's.
            await Api.Datasets();
            var (first, second) = (One, Other);
            var agreement = await Api.LedgerAgreement(first.Id, [second.Id]);
            var (facts, others) = (await Api.Ledger(first.Id), await Api.Ledger(second.Id));
            if (_asked != wanted)
                return;
            (_facts, _otherFacts, _agreement) = (facts, others, agreement);
            _maps = MapsOf(first, second);
            _sources =
            [
                new(LabApiClient.LedgerColumns(first.Id, Columns), Columns, "first."),
                new(LabApiClient.LedgerColumns(second.Id, Columns), Columns, "second."),
            ];
            if (Runs.Count is > 2 and <= LedgerAgreement.MaxRuns)
                await ReadAmong(wanted);
        }
        catch (ApiException fault)
        {
            if (_asked == wanted)
                _fault = fault.Message;
        }
    }

    // Others of the comparison may be of another data set, or have no ledger: the two are compared all the same.
    private async Task ReadAmong((Guid, Guid, string) wanted)
    {
        try
        {
            var among = await Api.LedgerAgreement(One.Id, Runs.Select(run => run.Id).Where(id => id != One.Id));
            if (_asked == wanted)
                _among = among;
        }
        catch (ApiException) { }
    }

    private static IReadOnlyList<ExampleMap> MapsOf(RunSummary first, RunSummary second) =>
        [
            new(
                "losses",
                "Losses of both",
                "Cross-entropy of each example after the last epoch of each run, both against the label that the run was given.",
                "cloud",
                "first.loss",
                $"Loss in {Format.Middle(first.Name, 40)}",
                "second.loss",
                $"Loss in {Format.Middle(second.Name, 40)}"
            )
            {
                IsRanked = true,
                IsLog = true,
                XEnds = [1e-6, 100],
                YEnds = [1e-6, 100],
            },
            new(
                "first-fits",
                "First fits of both",
                "The first epoch after which each run predicts the label that it was given; examples that one of them never fits are left "
                    + "out.",
                "cloud",
                "first.first-fit",
                $"Epoch in {Format.Middle(first.Name, 40)}",
                "second.first-fit",
                $"Epoch in {Format.Middle(second.Name, 40)}"
            )
            {
                JitterX = 0.7,
                JitterY = 0.7,
                IsRanked = true,
            },
            new(Cells, "Who fits it", "", Cells, "cell", "Who fits it"),
        ];

    private string Finding(LedgerAgreementPair pair) =>
        Sentence.Of(
            $"Of {_agreement!.Count:N0} examples that both were trained on, {Share(pair.Both)} are fitted by both, "
                + $"{Share(pair.FirstOnly)} by {One.Name} alone, {Share(pair.SecondOnly)} by {Other.Name} alone, "
                + $"{Share(pair.Neither)} by neither."
        );

    private string Share(int count) => Format.Percent(_agreement!.Count == 0 ? 0 : (double)count / _agreement.Count);

    /// <summary>Over all runs of the comparison: seeds of one recipe agree where all or none of them fit.</summary>
    private static string Among(LedgerAgreement among) =>
        Sentence.Of(
            $"Of {among.Count:N0} examples, all {among.Runs.Count} runs of the comparison fit {among.FittedBy[^1]:N0} and none fits "
                + $"{among.FittedBy[0]:N0}; they all predict the same class for {among.SamePrediction:N0}."
        );

    private Task Choose(params IEnumerable<(string Name, object? Value)> choice) =>
        OnChoose.InvokeAsync(choice.ToDictionary(each => each.Name, each => each.Value));
}
