namespace WebLab.Data.Examples;

/// <summary>What the network says of each training example, those held out too.</summary>
public sealed class PredictionRecorder : ExampleRecorder
{
    /// <inheritdoc/>
    public override string Name => "predictions";

    /// <inheritdoc/>
    public override string Sentence => "The class that the network predicts for each training example at the end of each epoch.";

    /// <inheritdoc/>
    public override IReadOnlyList<ExampleColumn> Columns { get; } = [new("prediction", "Prediction", ExampleColumnType.ClassIndex)];

    /// <inheritdoc/>
    public override void Fill(EvaluatedExamples examples, ExampleBlock block)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(block);
        var column = block.Classes(0);
        for (var i = 0; i < column.Length; i++)
            column[i] = examples.Predictions[i] < 0 ? ExampleBlock.NoClass : (ushort)examples.Predictions[i];
    }
}
