using WebLab.Contracts.Examples;

namespace WebLab.Data.Examples;

/// <summary>What a run's ledger of its test examples is made of: how the network stands to the true label of each.</summary>
public sealed class TestLedgerRecorder : ExampleRecorder
{
    /// <summary>The recorder's name.</summary>
    public const string Written = "test-ledger";

    /// <inheritdoc/>
    public override string Name => Written;

    /// <inheritdoc/>
    public override string Sentence => "For each test example: what is predicted at the end of each epoch, loss and margin.";

    /// <inheritdoc/>
    public override RecordedSplit Split => RecordedSplit.Test;

    /// <inheritdoc/>
    public override IReadOnlyList<ExampleColumn> Columns { get; } =
    [
        new("prediction", "Prediction", ExampleColumnType.ClassIndex),
        new("loss", "Loss", ExampleColumnType.Number),
        new("margin", "Margin", ExampleColumnType.Number),
    ];

    /// <inheritdoc/>
    public override bool ReadsLogits => true;

    /// <inheritdoc/>
    public override bool KeepsLabels => true;

    /// <inheritdoc/>
    public override void Fill(EvaluatedExamples examples, ExampleBlock block)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(block);
        var (prediction, loss, margin) = (block.Classes(0), block.Numbers(1), block.Numbers(2));
        var outputs = new double[examples.Logits.GetLength(1)];
        for (var i = 0; i < examples.Count; i++)
        {
            prediction[i] = (ushort)examples.Predictions[i];
            for (var label = 0; label < outputs.Length; label++)
                outputs[label] = examples.Logits[i, label];
            var score = LogitScore.Of(outputs, examples.GivenLabels[i]);
            (loss[i], margin[i]) = ((float)score.Loss, (float)score.Margin);
        }
    }
}
