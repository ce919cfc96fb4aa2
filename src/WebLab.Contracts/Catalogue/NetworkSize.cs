namespace WebLab.Contracts.Catalogue;

/// <summary>What a network takes in: an image's rows, columns and channels, or the features of an example.</summary>
/// <param name="Rows">Rows of an image; 1 for features.</param>
/// <param name="Columns">Columns of an image; 1 for features.</param>
/// <param name="Channels">Channels of an image; the number of features where an example is no image.</param>
public readonly record struct InputShape(int Rows, int Columns, int Channels)
{
    /// <summary>Numbers of an example.</summary>
    public int Inputs => Rows * Columns * Channels;

    /// <summary>The shape of examples that are no images.</summary>
    /// <param name="count">Features of one.</param>
    public static InputShape OfFeatures(int count) => new(1, 1, count);
}

/// <summary>
/// How large a network is, each a <see cref="SizeFormula"/> over its own fields and <c>rows</c>, <c>columns</c>, <c>channels</c>,
/// <c>inputs</c> and <c>classes</c>.
/// </summary>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds of one forward pass of one example.</param>
/// <param name="Kept">Numbers that a training step holds of one example: activations, and the gradients in flight.</param>
/// <param name="Largest">Numbers of the largest layer and its input for one example, which is what evaluation holds.</param>
public sealed record NetworkSize(string Parameters, string MultiplyAdds, string Kept, string Largest)
{
    /// <summary>Works one of the formulas out.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="shape">The input.</param>
    /// <param name="classes">The outputs.</param>
    /// <param name="field">The value of one of the network's own fields, a number.</param>
    public static long Count(string formula, InputShape shape, int classes, Func<string, double> field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return (long)
            Math.Round(
                SizeFormula
                    .Parse(formula)
                    .Evaluate(name =>
                        name switch
                        {
                            "rows" => shape.Rows,
                            "columns" => shape.Columns,
                            "channels" => shape.Channels,
                            "inputs" => shape.Inputs,
                            "classes" => classes,
                            _ => field(name),
                        }
                    )
            );
    }
}
