using WebLab.Contracts.Measures;

namespace WebLab.Training.Measures;

/// <summary>Which classes are taken for which.</summary>
internal sealed class ConfusionMeasure : NetworkMeasure
{
    public override string Id => "confusion";
    public override string Title => "Confusion";
    public override string Formula =>
        "N_{ij}, examples labelled i and predicted as j; the number is the share of test examples off the diagonal";
    public override string Source => "A confusion matrix; the given labels of the training examples, the true ones of the test examples.";
    public override string Says => "Which classes a network mixes up, and whether it repeats the corruption of its labels on new examples.";
    public override string CannotSay => "A row of a rare class has few examples, and its shares are not to be leant on.";
    public override int Place => 110;

    public override MeasureResult Take(MeasuredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var test = Matrix(network, network.Test);
        var wrong = network.Test.Count - Enumerable.Range(0, test.Length).Sum(i => test[i][i]);
        var (low, high) = CriticalSampleMeasure.Wilson(wrong, network.Test.Count);
        return new()
        {
            Value = (double)wrong / network.Test.Count,
            Low = low,
            High = high,
            Note = "The interval is Wilson's, 95 %.",
            Confusion =
            [
                new("Test examples", network.Classes, test),
                new("Training examples, given labels", network.Classes, Matrix(network, network.Train)),
            ],
        };
    }

    private static int[][] Matrix(MeasuredNetwork network, MeasuredExamples examples)
    {
        int[][] counts = [.. network.Classes.Select(_ => new int[network.Classes.Count])];
        foreach (var (logits, label) in network.Logits(examples).Zip(examples.Labels))
            counts[label][MeasuredExamples.Predicted(logits)]++;
        return counts;
    }
}
