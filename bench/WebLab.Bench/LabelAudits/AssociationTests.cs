using System.Diagnostics;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Specs;
using WebLab.Data;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Training.LabelAudits;
using static TorchSharp.torch;

namespace WebLab.Bench.LabelAudits;

/// <summary>The tests of labels and features: their time, their power, and how often they raise a false alarm.</summary>
internal static class AssociationTests
{
    private const int Classes = 10,
        Dimensions = 64;

    public static void Time(AuditMeasure measure)
    {
        const int Count = 10_000;
        var (subject, _) = OwnScores.Worst(measure, Count);
        using var scope = NewDisposeScope();
        var features = ExampleFeatures.Of(subject.Train, null, 1, 300, measure.Device.Threads, _ => { }, measure.Cancel).Values;
        features.sub_(features.mean([0], keepdim: true)).div_(features.square().mean([0], keepdim: true).sqrt());
        var watch = Stopwatch.StartNew();
        var points = features.mm(NeighbourGraph.Directions(features, Dimensions));
        var graph = NeighbourGraph.Of(points, points, NeighbourGraph.EachFor(Count, Classes), _ => { }, measure.Cancel);
        var test = new PermutationTest(subject.Given, Classes, 9_999, 1, measure.Device.Threads);
        var neighbours = test.Neighbours(graph.Indices, measure.Cancel)[0].PValue;
        var told = test.Predictions([.. subject.Given], measure.Cancel)[0].PValue;
        measure.Report.Add(
            BenchFigure.AtMost(
                "audit.tests",
                watch.Elapsed.TotalSeconds,
                "s",
                10,
                Sentence.Of($"graph and 2 x 9,999 permutations, 10,000 examples; p {neighbours:0.####}, {told:0.####}")
            )
        );
        watch.Restart();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var curves = new LossCurves(
            CurveInputs.Of(subject.Train),
            Classes,
            CurveInputs.Epochs(subject.Train, new LabelAuditOptions()),
            1
        ).Train(subject.Given, 19, measure.Device.Threads, (_, _) => { }, measure.Cancel);
        measure.Report.Add(
            BenchFigure.AtMost(
                "audit.paper-test",
                watch.Elapsed.TotalSeconds,
                "s",
                90,
                Sentence.Of(
                    $"{(Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds:0} processor seconds, 19 shuffles, "
                        + $"10,000 examples, {curves.Given.Length} epochs: loss {curves.Given.Average():0.000}, shuffled "
                        + $"{curves.Shuffled.Min(curve => curve.Average()):0.000} or more"
                )
            )
        );
    }

    public static void Power(AuditMeasure measure)
    {
        const int Count = 2_000,
            Sets = 100;
        var data = DatasetReader.Load(DatasetName.Mnist, measure.Folder, Count, 10);
        using var ready = new SmallAudit(data.Train, measure);
        var (neighbours, heldOut, any) = (0, 0, 0);
        for (var set = 0; set < Sets; set++)
        {
            var random = new RandomStream(100 + (ulong)set);
            int[] given = [.. data.Train.Labels.Select(label => random.NextDouble() < 0.9 ? random.NextInt(Classes) : label)];
            var (first, second, together) = ready.PValues(given, 999, (ulong)set);
            neighbours += first <= 0.05 ? 1 : 0;
            heldOut += second <= 0.05 ? 1 : 0;
            any += together <= 0.05 ? 1 : 0;
        }
        measure.Report.Add(
            BenchFigure.AtLeast(
                "audit.power",
                any / (double)Sets,
                "share",
                0.95,
                $"{Sets} times MNIST 2,000, 90 % of labels random, both tests together; neighbours {neighbours}, held out {heldOut}"
            )
        );
    }

    public static void FalseAlarms(AuditMeasure measure)
    {
        const int Count = 500,
            Sets = 1_000;
        var data = DatasetReader.Load(DatasetName.Mnist, measure.Folder, Count, 10);
        using var ready = new SmallAudit(data.Train, measure);
        var (neighbours, heldOut, any) = (0, 0, 0);
        int[] given = Array.ConvertAll(data.Train.Labels, label => (int)label);
        for (var set = 0; set < Sets; set++)
        {
            new RandomStream((ulong)set).Shuffle(given.AsSpan());
            var (first, second, together) = ready.PValues(given, 199, (ulong)set);
            neighbours += first <= 0.05 ? 1 : 0;
            heldOut += second <= 0.05 ? 1 : 0;
            any += together <= 0.05 ? 1 : 0;
        }
        foreach (var (name, alarms) in new[] { ("neighbours", neighbours), ("held-out", heldOut), ("together", any) })
            measure.Report.Add(
                BenchFigure.AtMost(
                    $"audit.false-{name}",
                    Math.Abs((100.0 * alarms / Sets) - 5),
                    "points",
                    1.4,
                    Sentence.Of($"off 5 %: {alarms} of {Sets:N0} shuffled sets of {Count} raise an alarm")
                )
            );
    }

    /// <summary>Features, graph and factorisation of one set, whose labels are changed.</summary>
    private sealed class SmallAudit : IDisposable
    {
        private readonly AuditMeasure _measure;
        private readonly LeaveOneOutRidge _ridge;
        private readonly Tensor _features;
        private readonly NeighbourGraph _graph;

        public SmallAudit(ImageSet set, AuditMeasure measure)
        {
            _measure = measure;
            _features = ExampleFeatures.Of(set, null, 1, 60, measure.Device.Threads, _ => { }, measure.Cancel).Values;
            _ridge = LeaveOneOutRidge.Factorise(_features, 0.03, measure.Cancel);
            using var points = _features.mm(NeighbourGraph.Directions(_features, Dimensions));
            _graph = NeighbourGraph.Of(points, points, NeighbourGraph.EachFor(set.Count, Classes), _ => { }, measure.Cancel);
        }

        public (double Neighbours, double HeldOut, double Together) PValues(int[] given, int permutations, ulong seed)
        {
            using var scope = NewDisposeScope();
            var targets = nn.functional.one_hot(tensor(Array.ConvertAll(given, label => (long)label)), Classes).to(ScalarType.Float32);
            var predicted = _ridge.Predict(targets).argmax(1).to(ScalarType.Int32).data<int>().ToArray();
            var test = new PermutationTest(given, Classes, permutations, 5_000 + seed, _measure.Device.Threads);
            var (neighbours, heldOut) = (
                test.Neighbours(_graph.Indices, _measure.Cancel)[0],
                test.Predictions(predicted, _measure.Cancel)[0]
            );
            return (neighbours.PValue, heldOut.PValue, 2 * Math.Min(neighbours.PValue, heldOut.PValue));
        }

        public void Dispose()
        {
            _ridge.Dispose();
            _features.Dispose();
        }
    }
}
