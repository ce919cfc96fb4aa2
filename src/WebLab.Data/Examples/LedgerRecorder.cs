namespace WebLab.Data.Examples;

/// <summary>What a run's ledger is made of: how the network stands to the given label of each training example.</summary>
public sealed class LedgerRecorder : ExampleRecorder
{
    /// <summary>The recorder's name.</summary>
    public const string Written = "ledger";

    private const int Prediction = 0,
        Shown = 1,
        Loss = 2,
        Margin = 3,
        El2n = 4;

    /// <inheritdoc/>
    public override string Name => Written;

    /// <inheritdoc/>
    public override string Sentence =>
        "For each training example: what is predicted at the end of each epoch and was when the example was shown, loss, margin and EL2N.";

    /// <inheritdoc/>
    public override IReadOnlyList<ExampleColumn> Columns { get; } =
    [
        new("prediction", "Prediction", ExampleColumnType.ClassIndex),
        new("shown", "Prediction when shown", ExampleColumnType.ClassIndex),
        new("loss", "Loss", ExampleColumnType.Number),
        new("margin", "Margin", ExampleColumnType.Number),
        new("el2n", "EL2N", ExampleColumnType.Number),
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
        var (prediction, shown) = (block.Classes(Prediction), block.Classes(Shown));
        var (loss, margin, el2n) = (block.Numbers(Loss), block.Numbers(Margin), block.Numbers(El2n));
        var logits = examples.Logits;
        var outputs = new double[logits.GetLength(1)];
        for (var i = 0; i < examples.Count; i++)
        {
            shown[i] = Class(examples.Shown[i]);
            prediction[i] = Class(examples.Predictions[i]);
            if (examples.Predictions[i] < 0)
            {
                (loss[i], margin[i], el2n[i]) = (float.NaN, float.NaN, float.NaN);
                continue;
            }
            for (var label = 0; label < outputs.Length; label++)
                outputs[label] = logits[i, label];
            var score = LogitScore.Of(outputs, examples.GivenLabels[i]);
            (loss[i], margin[i], el2n[i]) = ((float)score.Loss, (float)score.Margin, (float)score.El2n);
        }
    }

    private static ushort Class(int prediction) => prediction < 0 ? ExampleBlock.NoClass : (ushort)prediction;
}
