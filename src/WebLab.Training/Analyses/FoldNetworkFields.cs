using System.Globalization;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.LabelAudits;
using WebLab.Training.Models;

namespace WebLab.Training.Analyses;

/// <summary>The fields of a label audit by which networks on folds take the place of ridge regression, and what these cost.</summary>
internal static class FoldNetworkFields
{
    private const string Network = FoldNetworkOptions.NetworkKey;

    private static readonly FoldNetworkOptions Standard = new(FoldNetworkOptions.None);

    /// <summary>Bytes besides those of the audit: examples as networks get them, weights with their gradients and momenta, a batch's
    /// activations or two layers of an evaluation, and what each network says of the test examples.</summary>
    public const string Memory =
        $"min({Network}.parameters, 1) * ((examples + tests) * inputs * 12 + auditFolds * tests * classes * 8) "
        + $"+ {Network}.parameters * 16 + max({Network}.kept * 512, {Network}.largest * 1024)";

    /// <summary>Seconds besides: each example is trained on in all folds but one, and told once; a test example by each network.</summary>
    public const string Seconds =
        $"{Network}.seconds * ((auditFolds - 1) * auditFoldEpochs * examples + (examples + auditFolds * tests) / 3)";

    /// <summary>They, in the order in which they are shown.</summary>
    public static IReadOnlyList<FieldInfo> All
    {
        get
        {
            var networks = Networks.All.ToList();
            return
            [
                Field(
                    Network,
                    "Score by",
                    "Ridge regression, or networks that are trained on all folds but the one that they tell: minutes, or a GPU.",
                    FieldKind.Choice
                ) with
                {
                    Choices = [FoldNetworkOptions.None, .. networks.Select(network => network.Id)],
                    ChoiceTitles = ["Ridge regression", .. networks.Select(network => network.Title)],
                    OffersNetworks = true,
                    Default = FoldNetworkOptions.None,
                },
                Field(FoldNetworkOptions.FoldsKey, "Folds", "Into how many the examples are parted; as many networks are trained.") with
                {
                    Min = FoldNetworkOptions.MinFolds,
                    Max = FoldNetworkOptions.MaxFolds,
                    Default = Written(Standard.Folds),
                },
                Field(FoldNetworkOptions.EpochsKey, "Epochs", "Of each network; more fit more, wrong labels too.") with
                {
                    Min = 1,
                    Max = FoldNetworkOptions.MaxEpochs,
                    Default = Written(Standard.Epochs),
                },
                Field(
                    FoldNetworkOptions.RateKey,
                    "Learning rate",
                    "That each network begins with, and that falls to 0; 0, or nothing, for the network's own.",
                    FieldKind.Number
                ) with
                {
                    Min = 0,
                    Max = FoldNetworkOptions.MaxLearningRate,
                    Default = Written(Standard.LearningRate),
                },
            ];
        }
    }

    /// <summary>What a recipe says; null for no networks.</summary>
    /// <param name="work">The audit.</param>
    public static FoldNetworkOptions? Read(AnalysisWork work) =>
        work.Text(Network) is var network && network == FoldNetworkOptions.None
            ? null
            : new(network)
            {
                Folds = (int)work.Number(FoldNetworkOptions.FoldsKey),
                Epochs = (int)work.Number(FoldNetworkOptions.EpochsKey),
                LearningRate = work.Number(FoldNetworkOptions.RateKey),
            };

    private static FieldInfo Field(string key, string label, string help, FieldKind kind = FieldKind.WholeNumber) =>
        new()
        {
            Name = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(key),
            Path = $"analysis.{key}",
            Label = label,
            Help = help,
            Type = kind,
        };

    private static string Written(double number) => number.ToString(CultureInfo.InvariantCulture);
}
