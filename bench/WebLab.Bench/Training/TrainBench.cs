using System.CommandLine;
using WebLab.Contracts;

namespace WebLab.Bench.Training;

/// <summary>
/// <c>bench train</c>: images a second of the trainer against PyTorch's, the same networks in batches of 128 on the same threads. The two
/// alternate in one run, and the median of the rounds' ratios counts, so that what else the machine does falls on both.
/// </summary>
internal static class TrainBench
{
    private const double TargetRatio = 1.0;

    public static Command Create()
    {
        var json = BenchCommand.Json();
        var rounds = new Option<int>("--rounds") { Description = "How often the two alternate, 1 to 20.", DefaultValueFactory = _ => 3 };
        var threads = new Option<int>("--threads") { Description = "Threads of both, 1 to 64.", DefaultValueFactory = _ => 2 };
        var peer = new Option<string>("--peer")
        {
            Description = "The root that the peer's setup.sh made.",
            DefaultValueFactory = _ => "/opt/peer",
        };
        var scripts = new Option<string>("--peer-scripts")
        {
            Description = "The folder of run.sh and bench.py.",
            DefaultValueFactory = _ => "../shared/peer",
        };
        rounds.Validators.Add(result => Within(result, rounds, 20));
        threads.Validators.Add(result => Within(result, threads, 64));
        var command = new Command("train", "Images a second against PyTorch, the same networks, alternating.")
        {
            rounds,
            threads,
            peer,
            scripts,
            json,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                var rival = new PeerTrainer(parsed.GetValue(scripts)!, parsed.GetValue(peer)!);
                return await Measure(rival, parsed.GetValue(rounds), parsed.GetValue(threads), new(parsed.GetValue(json)), cancel);
            }
        );
        return command;
    }

    private static async Task<int> Measure(PeerTrainer peer, int rounds, int threads, BenchReport report, CancellationToken cancel)
    {
        foreach (var network in PeerNetwork.All)
        {
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var round = 0; round < rounds; round++)
            {
                ours.Add(await OwnTrainer.ImagesPerSecond(network, threads, cancel));
                theirs.Add(await peer.ImagesPerSecond(network, threads, cancel));
            }
            var name = network.Model;
            var ratio = Percentile.Of(ours.Zip(theirs, (own, other) => own / other), 0.5);
            report.Add(
                BenchFigure.AtLeast(
                    $"train.{name}",
                    ratio,
                    "x",
                    TargetRatio,
                    Sentence.Of(
                        $"{Percentile.Of(ours, 0.5):N0} against {Percentile.Of(theirs, 0.5):N0} images/s, median of {rounds} rounds, "
                            + $"{threads} threads"
                    )
                )
            );
        }
        return report.ExitCode;
    }

    private static void Within(System.CommandLine.Parsing.OptionResult result, Option<int> option, int most)
    {
        if (result.Tokens is [{ Value: var text }] && (!int.TryParse(text, out var value) || value < 1 || value > most))
            result.AddError(Sentence.Of($"{option.Name} must be a whole number from 1 to {most}; it was {text}."));
    }
}
