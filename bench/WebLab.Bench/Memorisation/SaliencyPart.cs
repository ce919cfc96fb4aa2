using System.Diagnostics;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Saliency;
using WebLab.Contracts.Specs;
using WebLab.Training.Saliency;

namespace WebLab.Bench.Memorisation;

/// <summary>The data-randomisation test on 10,000 images of MNIST beside the authors' bars, which are of 55,000.</summary>
internal sealed class SaliencyPart : IMemorisationPart
{
    private const int Examples = 10_000,
        Images = 20,
        Bars = 26;
    private const double Near = 0.1;
    private static readonly string[] Published = [PublishedNetworks.Cnn, PublishedNetworks.Mlp];

    public string Name => "saliency";

    public Task Measure(MemorisationMeasure measure)
    {
        var spec = new RunSpec
        {
            Dataset = DatasetName.Mnist,
            TrainSize = Examples,
            TestSize = 10_000,
        };
        var data = RecordedTraining.Data(measure, spec);
        var found = new List<(string Network, MapCorrelation Correlation)>();
        var minutes = Published.ToDictionary(network => network, _ => new List<double>());
        foreach (var seed in measure.EachSeed)
        {
            foreach (var network in Published)
            {
                var watch = Stopwatch.StartNew();
                DataRandomisationReport? report = null;
                new DataRandomisation(
                    new(network, Epochs: 50, RandomEpochs: 100, Seeds: 1, Images, seed),
                    data,
                    DatasetFacts.Of(spec.Dataset),
                    measure.Device,
                    (_, _) => measure.Cancel.ThrowIfCancellationRequested()
                ).Run((kept, _) => report = kept);
                minutes[network].Add(watch.Elapsed.TotalMinutes);
                found.AddRange(report!.Correlations.Select(correlation => (network, correlation)));
                Tell(report, seed, watch.Elapsed);
            }
        }
        Judge(measure, found, minutes);
        return Task.CompletedTask;
    }

    private static void Judge(
        MemorisationMeasure measure,
        IReadOnlyList<(string Network, MapCorrelation Correlation)> found,
        Dictionary<string, List<double>> minutes
    )
    {
        var bars = found
            .Where(each => each.Correlation.Published is not null)
            .GroupBy(each => (each.Network, each.Correlation.Method, each.Correlation.IsAbsolute))
            .Select(seeds =>
                (seeds.Key, Off: Math.Abs(seeds.Average(each => each.Correlation.Mean) - seeds.First().Correlation.Published!.Value))
            )
            .ToList();
        var far = bars.Where(bar => bar.Off > Near)
            .Select(bar => $"{bar.Key.Network} {bar.Key.Method}{(bar.Key.IsAbsolute ? " |.|" : "")}");
        measure.Report.Add(
            BenchFigure.AtLeast(
                "memorisation.saliency-bars",
                bars.Count(bar => bar.Off <= Near),
                Sentence.Of($"of {Bars}"),
                20,
                Sentence.Of($"correlations within {Near} of the authors' bars, {measure.Seeds} seeds; not: {string.Join(", ", far)}")
            )
        );
        foreach (var network in Published)
        {
            measure.Report.Add(
                BenchFigure.AtMost(
                    $"memorisation.saliency-{network}",
                    minutes[network].Max(),
                    "min",
                    15,
                    Sentence.Of($"both trainings and all maps of one seed, {Examples:N0} images, the slowest of {measure.Seeds}")
                )
            );
        }
    }

    private static void Tell(DataRandomisationReport report, int seed, TimeSpan taken)
    {
        foreach (var training in report.Trainings)
            Console.Error.WriteLine(
                Sentence.Of(
                    $"{report.Network}, seed {seed}, {(training.IsRandom ? "random" : "true")} labels: {training.Epochs} epochs, "
                        + $"{training.TrainAccuracy:0.000} of its own labels, {training.TestAccuracy:0.000} of the test images"
                )
            );
        foreach (var each in report.Correlations)
            Console.Error.WriteLine(
                Sentence.Of(
                    $"{report.Network}, seed {seed}, {each.Method}{(each.IsAbsolute ? " |.|" : "")}: {each.Mean:0.000}, "
                        + $"published {each.Published:0.00}"
                )
            );
        Console.Error.WriteLine(Sentence.Of($"{report.Network}, seed {seed}: {taken.TotalMinutes:0.0} minutes"));
    }
}
