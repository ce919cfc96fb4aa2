using System.Globalization;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Models;

/// <summary>
/// A network that can be trained: what is told of it, and how it is built. One stands with its module in a file of its own and is
/// found by its type; it needs a constructor without parameters.
/// </summary>
public abstract class NetworkDescriptor : ModelDescriptor
{
    /// <summary>How large it is.</summary>
    public abstract NetworkSize Size { get; }

    /// <summary>The learning rate to start from; the paper's where it has one.</summary>
    public virtual double LearningRate => 0.01;

    /// <summary>Whether it convolves: its images then lie in memory channels-last, and examples that are no images are refused.</summary>
    public virtual bool Convolves => false;

    /// <summary>The id of the same network without its batch normalisation, with the same fields; null where there is none.</summary>
    public virtual string? WithoutBatchNorm => null;

    /// <inheritdoc/>
    public override bool TakesFeatures => !Convolves;

    /// <summary>What some of its weights decay by beyond the recipe's weight decay: 0 to 1, 0 for most.</summary>
    /// <param name="weight">The parameter's name, such as <c>_hidden1.weight</c>; it may stand within another module, and ends so.</param>
    /// <param name="fields">Its own fields.</param>
    public virtual double AddedDecay(string weight, FieldGroup fields) => 0;

    /// <summary>Builds the network on the CPU; its weights are drawn afterwards (<see cref="Initialisation"/>).</summary>
    /// <param name="shape">What it takes in: N x channels x rows x columns.</param>
    /// <param name="classes">Outputs, before the softmax: N x classes.</param>
    /// <param name="fields">Its own fields.</param>
    /// <param name="dropout">Stands before the last layer.</param>
    public abstract Module<Tensor, Tensor> Create(InputShape shape, int classes, FieldGroup fields, Module<Tensor, Tensor> dropout);

    /// <summary>Why it cannot take such examples, one sentence, or null.</summary>
    /// <param name="shape">The examples.</param>
    public string? Refusal(InputShape shape)
    {
        if (!Convolves || (shape.Rows >= MinSide && shape.Columns >= MinSide && shape.Rows * shape.Columns > 1))
            return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"model {Id} must be given images of at least {MinSide}x{MinSide}; the examples are "
                + $"{shape.Rows}x{shape.Columns}x{shape.Channels}."
        );
    }

    /// <summary>One of the numbers of its size.</summary>
    /// <param name="formula">Of <see cref="Size"/>.</param>
    /// <param name="shape">What it takes in.</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="fields">Its own fields.</param>
    public long Count(string formula, InputShape shape, int classes, FieldGroup fields) =>
        NetworkSize.Count(formula, shape, classes, name => Number(fields, name));
}
