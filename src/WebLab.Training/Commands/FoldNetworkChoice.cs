using System.CommandLine;
using System.Globalization;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Training.Models;

namespace WebLab.Training.Commands;

/// <summary>The options of <c>weblab audit</c> by which networks on folds take the place of ridge regression.</summary>
internal sealed class FoldNetworkChoice
{
    private const string Given = "network";

    private readonly Option<string> _network = new("--network")
    {
        Description =
            $"Score by this network in the place of ridge regression, trained on all folds but the one that it tells; of "
            + $"{Names}. It takes minutes, or a GPU.",
        HelpName = "name",
    };

    private readonly Option<string> _folds = NumberOption.Of(
        "--folds",
        "Folds, each told by a network of its own, 2 to 20; default 5.",
        FoldNetworkOptions.MinFolds,
        FoldNetworkOptions.MaxFolds
    );

    private readonly Option<string> _epochs = NumberOption.Of(
        "--fold-epochs",
        "Epochs of each network, 1 to 1,000; default 10.",
        1,
        FoldNetworkOptions.MaxEpochs
    );

    private readonly Option<string> _rate = new("--fold-rate")
    {
        Description = "The learning rate that each network begins with, above 0, up to 10; default the network's own.",
        HelpName = "number",
    };

    private static string Names => string.Join(", ", Networks.All.Select(network => network.Id));

    /// <summary>Makes them options of a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new[] { _network, _folds, _epochs, _rate })
            command.Add(option);
    }

    /// <summary>What was chosen; null for ridge regression.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="probabilities">The file of probabilities that labels are questioned by; null for none.</param>
    /// <exception cref="UsageException">There is no such network, or what it is chosen with does not go with it.</exception>
    public FoldNetworkOptions? Read(ParseResult parsed, string? probabilities)
    {
        if (parsed.GetValue(_network) is not { } name)
        {
            foreach (var option in new[] { _folds, _epochs, _rate })
            {
                if (parsed.GetValue(option) is not null)
                    throw new UsageException($"{option.Name} needs --{Given}, the network that is trained.");
            }
            return null;
        }
        if (probabilities is not null)
            throw new UsageException($"--{Given} and --probabilities must not be given together: each takes the place of own scores.");
        var network =
            Networks.Find(name) ?? throw new UsageException($"{Given} must be one of {Names}; it was {Sentence.Shown(name)}.");
        var standard = new FoldNetworkOptions(network.Id);
        return standard with
        {
            Folds = NumberOption.Read(parsed, _folds) ?? standard.Folds,
            Epochs = NumberOption.Read(parsed, _epochs) ?? standard.Epochs,
            LearningRate = Rate(parsed.GetValue(_rate)) ?? standard.LearningRate,
        };
    }

    private static double? Rate(string? text) =>
        text is null ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate)
        && rate is > 0 and <= FoldNetworkOptions.MaxLearningRate
            ? rate
        : throw new UsageException(
            Sentence.Of($"fold-rate must be a number above 0, up to {FoldNetworkOptions.MaxLearningRate}; it was {Sentence.Shown(text)}.")
        );
}
