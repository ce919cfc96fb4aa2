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

    private static readonly IReadOnlyList<(string Name, string Title)> MedianColumns =
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
    private IReadOnlyList<(string Name, string Title)> _medians = [];
    private LedgerFacts? _facts,
        _otherFacts;
    private LedgerAgreement? _agreement,
        _among;
    private ExampleMapsView? _chosen;
    private (Guid, Guid, string)? _asked;
    private string? _fault,
        _amongFault,
        _made;
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

    /// <summary>A column that both are compared by beside losses and first fits, any amount of their ledgers.</summary>
    [Parameter]
    public string? Column { get; set; }

    /// <summary>The example whose story is open.</summary>
    [Parameter]
    public int? Example { get; set; }

    /// <summary>What was chosen, for the address.</summary>
    [Parameter]
    public EventCallback<IReadOnlyDictionary<string, object?>> OnChoose { get; set; }

    private RunSummary One => Runs.FirstOrDefault(run => run.Id == First) ?? Runs.First(run => run.Id != Second);

    private RunSummary Other => Runs.FirstOrDefault(run => run.Id == Second && run.Id != One.Id) ?? Runs.First(run => run.Id != One.Id);

    private ExampleBrush? Brushed => ExampleBrush.Parse(Brush) is { } brush && _maps.Any(map => map.Id == brush.Panel) ? brush : null;

    /// <summary>The amounts that are recorded of both and have no map yet, a lab's own too.</summary>
    private IEnumerable<LedgerColumn> Others =>
        _facts!
            .Amounts()
            .Where(column => column.Name is not ("loss" or "first-fit") && _otherFacts!.Columns.Any(each => each.Name == column.Name));

    protected override async Task OnParametersSetAsync()
    {
        if (Runs.Count < 2)
            return;
        var wanted = (One.Id, Other.Id, string.Join(',', Runs.Select(run => run.Id)));
        if (_asked == wanted)
        {
            Make();
            return;
        }
        _asked = wanted;
        (_facts, _agreement, _among, _chosen, _fault, _amongFault) = (null, null, null, null, null, null);
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
            _made = null;
            Make();
            if (Runs.Count > 2)
                await ReadAmong(wanted);
        }
        catch (ApiException fault)
        {
            if (_asked == wanted)
                _fault = fault.Message;
        }
    }

    private void Make()
    {
        var own = _facts is null ? null : Others.FirstOrDefault(column => column.Name == Column);
        var made = own?.Name ?? "";
        if (_facts is null || _made == made)
            return;
        _made = made;
        IReadOnlyList<string> names = [.. Columns.Append(own?.Name).OfType<string>().Distinct()];
        _maps = MapsOf(One, Other, own);
        _medians = own is null || Columns.Contains(own.Name)
            ? MedianColumns
            : [.. MedianColumns, ($"first.{own.Name}", $"{own.Title}, first"), ($"second.{own.Name}", $"{own.Title}, second")];
        _sources =
        [
            new(LabApiClient.LedgerColumns(One.Id, names), names, "first."),
            new(LabApiClient.LedgerColumns(Other.Id, names), names, "second."),
        ];
    }

    // Others of the comparison may be of another data set, or have no ledger: the two are compared all the same.
    private async Task ReadAmong((Guid, Guid, string) wanted)
    {
        if (Runs.Count > LedgerAgreement.MaxRuns)
        {
            _amongFault = Sentence.Of(
                $"At most {LedgerAgreement.MaxRuns} runs are compared at once; these are {Runs.Count}. Hide some to see how many fit an "
                    + $"example."
            );
            return;
        }
        try
        {
            var among = await Api.LedgerAgreement(One.Id, Runs.Select(run => run.Id).Where(id => id != One.Id));
            if (_asked == wanted)
                _among = among;
        }
        catch (ApiException fault)
        {
            if (_asked == wanted)
                _amongFault = $"How many of the {Runs.Count} runs fit an example cannot be told. {fault.Message}";
        }
    }

    private IReadOnlyList<ExampleMap> MapsOf(RunSummary first, RunSummary second, LedgerColumn? own) =>
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
            .. own is null
                ? []
                : new[]
                {
                    ExampleMapKinds.Amounts(
                        _facts!,
                        ExampleMapKinds.Own,
                        $"{own.Title} of both",
                        own.Help,
                        (own, $"first.{own.Name}", $"{own.Titled()} in {Format.Middle(first.Name, 40)}"),
                        (own, $"second.{own.Name}", $"{own.Titled()} in {Format.Middle(second.Name, 40)}")
                    ) with
                    {
                        XEnds = null,
                        YEnds = null,
                    },
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

    private Task Choose(params IEnumerable<(string Name, object? Value)> choice) =>
        OnChoose.InvokeAsync(choice.ToDictionary(each => each.Name, each => each.Value));
}
