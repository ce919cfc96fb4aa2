using System.Globalization;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Models;

/// <summary>Builds the networks.</summary>
internal static class Networks
{
    /// <summary>The descriptor of a spec's network.</summary>
    /// <param name="spec">The spec.</param>
    /// <exception cref="TrainingFailedException">There is no such network here.</exception>
    public static NetworkDescriptor Of(RunSpec spec) =>
        Find(spec.Model) ?? throw new TrainingFailedException($"model must be a network that this trainer has; it was {spec.Model}.");

    /// <summary>All networks of this trainer, in the order in which they are shown.</summary>
    public static IEnumerable<NetworkDescriptor> All => ModelRegistry.All.OfType<NetworkDescriptor>();

    /// <summary>The network of an id; null for none.</summary>
    /// <param name="id">The id.</param>
    public static NetworkDescriptor? Find(string id) => ModelRegistry.Current.Find(id) as NetworkDescriptor;

    /// <summary>Builds a spec's network on the CPU, its weights drawn from a seed of the spec's.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="shape">What it takes in.</param>
    /// <param name="generator">What dropout draws from, on the device that the network is moved to.</param>
    /// <param name="draw">The name of the seed that the weights are drawn from.</param>
    /// <returns>The network; its input is N x channels x rows x columns, its output N x classes, before the softmax.</returns>
    /// <exception cref="TrainingFailedException">The network cannot take such examples.</exception>
    public static Module<Tensor, Tensor> Create(RunSpec spec, InputShape shape, Generator generator, string draw = Seeds.Initialisation) =>
        Create(
            Of(spec),
            shape,
            DatasetFacts.Of(spec.Dataset).Classes.Count,
            spec.ModelFields,
            new(spec.Regularisers.Dropout, generator),
            Seeds.Derive(spec.Seed, draw)
        );

    /// <summary>Builds a network on the CPU.</summary>
    /// <param name="descriptor">Which.</param>
    /// <param name="shape">What it takes in.</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="fields">Its own fields.</param>
    /// <param name="dropout">Stands before the last layer.</param>
    /// <param name="seed">Of the initial weights.</param>
    /// <exception cref="TrainingFailedException">The network cannot take such examples.</exception>
    public static Module<Tensor, Tensor> Create(
        NetworkDescriptor descriptor,
        InputShape shape,
        int classes,
        FieldGroup fields,
        Dropout dropout,
        ulong seed
    )
    {
        if (descriptor.Refusal(shape) is { } refusal)
            throw new TrainingFailedException(refusal);
        var network = descriptor.Create(shape, classes, fields, dropout);
        Initialisation.Apply(network, seed);
        return network;
    }

    /// <summary>The coefficient of the l2 penalty of each parameter, in their order.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="network">Its network, or one around it.</param>
    public static IReadOnlyList<double> Decays(RunSpec spec, Module network)
    {
        var descriptor = Of(spec);
        return [.. network.named_parameters().Select(each => spec.WeightDecay + descriptor.AddedDecay(each.name, spec.ModelFields))];
    }

    /// <summary>The number of trainable parameters.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="TrainingFailedException">There are more than a run can tell of.</exception>
    public static int CountParameters(Module network)
    {
        var count = network.parameters().Sum(parameter => parameter.numel());
        return count <= int.MaxValue
            ? (int)count
            : throw new TrainingFailedException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The network has {count:N0} parameters; at most {int.MaxValue:N0} can be trained."
                )
            );
    }
}
