using WebLab.Data.Examples;

namespace WebLab.SampleRecord;

/// <summary>A lab's own record: how undecided the network is about each training example.</summary>
public sealed class EntropyRecorder : ExampleRecorder
{
    /// <inheritdoc/>
    public override string Name => "sample-entropy";

    /// <inheritdoc/>
    public override string Sentence => "The entropy of the probabilities that the network gives to the classes, in nats.";

    /// <inheritdoc/>
    public override IReadOnlyList<ExampleColumn> Columns { get; } = [new("entropy", "Entropy", ExampleColumnType.Number)];

    /// <inheritdoc/>
    public override bool ReadsLogits => true;

    /// <inheritdoc/>
    public override void Fill(EvaluatedExamples examples, ExampleBlock block)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(block);
        var (column, logits) = (block.Numbers(0), examples.Logits);
        for (var i = 0; i < column.Length; i++)
        {
            double[] row = [.. Enumerable.Range(0, logits.GetLength(1)).Select(k => (double)logits[i, k])];
            var greatest = row.Max();
            double[] powers = Array.ConvertAll(row, logit => Math.Exp(logit - greatest));
            var sum = powers.Sum();
            column[i] = (float)(Math.Log(sum) - row.Zip(powers, (logit, power) => (logit - greatest) * power).Sum() / sum);
        }
    }
}
