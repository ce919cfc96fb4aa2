using System.CommandLine;
using WebLab.Contracts;
using WebLab.Contracts.Specs;

namespace WebLab.Bench.Training;

/// <summary>
/// <c>bench train</c>: images a second of the trainer against PyTorch's best, the same networks in batches of 128 on the same threads. The
/// two alternate in one run, and the median of the rounds' ratios counts, so that what else the machine does falls on both.
/// </summary>
internal static class TrainBench
{
    private static readonly string[] Parts = [.. PeerNetwork.All.Select(network => network.Model), SweepTimes.Name, StreamedTraining.Name];

    public static Command Create()
    {
        var json = BenchCommand.Json();
        var only = new Option<string[]>("--only")
        {
            Description = $"Only these: {string.Join(", ", Parts)}.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => Parts,
        };
        only.AcceptOnlyFromAmong(Parts);
        var precision = new Option<string>("--precision")
        {
            Description = "Of both: float32 or bfloat16.",
            DefaultValueFactory = _ => PrecisionName.Full,
        };
        precision.AcceptOnlyFromAmong(PrecisionName.Full, PrecisionName.Bfloat16);
        var rounds = new Option<int>("--rounds") { Description = "How often the two alternate, 1 to 20.", DefaultValueFactory = _ => 3 };
        var threads = new Option<int>("--threads") { Description = "Threads of both, 1 to 64.", DefaultValueFactory = _ => 2 };
        var seconds = new Option<int>("--seconds")
        {
            Description = "How long each of the peer's three windows is, 1 to 60; the trainer's epochs grow with it.",
            DefaultValueFactory = _ => 2,
        };
        var alone = new Option<bool>("--alone") { Description = "Without the peer: only where the time goes." };
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
        seconds.Validators.Add(result => Within(result, seconds, 60));
        var command = new Command("train", "Images a second against PyTorch, the same networks, alternating, and where the time goes.")
        {
            only,
            precision,
            rounds,
            threads,
            seconds,
            alone,
            peer,
            scripts,
            json,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                var chosen = parsed.GetValue(only)!;
                var networks = PeerNetwork.All.Where(each => chosen.Contains(each.Model)).ToList();
                var rival =
                    parsed.GetValue(alone) || networks.Count == 0
                        ? null
                        : new PeerTrainer(parsed.GetValue(scripts)!, parsed.GetValue(peer)!);
                var report = new BenchReport(parsed.GetValue(json));
                var contest = new Contest(
                    rival,
                    parsed.GetValue(precision)!,
                    parsed.GetValue(rounds),
                    parsed.GetValue(threads),
                    parsed.GetValue(seconds),
                    report
                );
                foreach (var network in networks)
                    await contest.Run(network, cancel);
                if (chosen.Contains(SweepTimes.Name))
                    await SweepTimes.Run(parsed.GetValue(rounds), report);
                if (chosen.Contains(StreamedTraining.Name))
                    await StreamedTraining.Run(parsed.GetValue(rounds), parsed.GetValue(threads), report, cancel);
                return report.ExitCode;
            }
        );
        return command;
    }

    private static void Within(System.CommandLine.Parsing.OptionResult result, Option<int> option, int most)
    {
        if (result.Tokens is [{ Value: var text }] && (!int.TryParse(text, out var value) || value < 1 || value > most))
            result.AddError(Sentence.Of($"{option.Name} must be a whole number from 1 to {most}; it was {text}."));
    }
}
