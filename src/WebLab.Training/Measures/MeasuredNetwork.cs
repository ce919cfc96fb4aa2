using WebLab.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Measures;

/// <summary>A trained network with the examples that it is measured on. What several measures need is worked out once.</summary>
public sealed class MeasuredNetwork
{
    private readonly Lazy<IReadOnlyList<WeightLayer>> _layers;
    private readonly Func<Module<Tensor, Tensor>> _new;

    internal MeasuredNetwork(
        Module<Tensor, Tensor> network,
        Func<Module<Tensor, Tensor>> createNew,
        MeasuredExamples train,
        MeasuredExamples test,
        IReadOnlyList<string> classes
    )
    {
        (Network, _new, Train, Test, Classes) = (network, createNew, train, test, classes);
        _layers = new(() => WeightLayer.Of(network));
    }

    /// <summary>The network, in evaluation mode; from N x channels x rows x columns to N x classes, before the softmax.</summary>
    public Module<Tensor, Tensor> Network { get; }

    /// <summary>The training examples with their given labels, without those held out, not augmented.</summary>
    public MeasuredExamples Train { get; }

    /// <summary>The test examples.</summary>
    public MeasuredExamples Test { get; }

    /// <summary>The classes' names.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The root of what a measure draws.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many training examples are drawn for a measure that does not take all.</summary>
    public int SampleSize { get; init; } = 1_000;

    /// <summary>The greatest change of a pixel that the critical sample ratio looks for, in pixels from 0 to 1.</summary>
    public double Radius { get; init; } = 0.3 / 255;

    /// <summary>Whether training began with the weights of another run, and not with those that the seed gives.</summary>
    public bool BeganElsewhere { get; init; }

    /// <summary>Set when it is to end.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>The weights of its layers as matrices, batch norm folded in, in the order in which the network holds them.</summary>
    public IReadOnlyList<WeightLayer> Layers => _layers.Value;

    /// <summary>A network like it with the weights that the seed gives, those of before the first step but where it began elsewhere; on the
    /// CPU.</summary>
    public Module<Tensor, Tensor> CreateNew() => _new();

    /// <summary>Training examples drawn without putting back, the same for each network of as many examples.</summary>
    /// <param name="most">At most so many; all where there are no more.</param>
    public int[] Sample(int most) =>
        Train.Count <= most
            ? [.. Enumerable.Range(0, Train.Count)]
            : new RandomStream(Seeds.Derive(Seed, "measures")).Permutation(Train.Count)[..most];

    /// <summary>Outputs of a network like this one, in batches.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">N x channels x rows x columns.</param>
    /// <returns>N x classes.</returns>
    public Tensor Outputs(Module<Tensor, Tensor> network, Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        using var _ = no_grad();
        var parts = new List<Tensor>();
        for (var start = 0L; start < inputs.shape[0]; start += Evaluation.CpuBatch)
        {
            Cancel.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            parts.Add(
                network.forward(inputs.narrow(0, start, Math.Min(Evaluation.CpuBatch, inputs.shape[0] - start))).MoveToOuterDisposeScope()
            );
        }
        return cat(parts);
    }

    /// <summary>The logits of examples, worked out once.</summary>
    /// <param name="examples">The network's own.</param>
    /// <returns>A row of classes for each.</returns>
    public float[][] Logits(MeasuredExamples examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        return examples.Logits ??= Rows(examples.Inputs);
    }

    private float[][] Rows(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        var values = Outputs(Network, inputs).cpu().contiguous().data<float>().ToArray();
        return [.. values.Chunk(Classes.Count)];
    }
}

/// <summary>Examples that a network is measured on.</summary>
/// <param name="Inputs">As the network takes them in: N x channels x rows x columns, on its device.</param>
/// <param name="Labels">The given label of each training example, the label of each test example.</param>
/// <param name="TrueLabels">The publisher's.</param>
public sealed record MeasuredExamples(Tensor Inputs, int[] Labels, int[] TrueLabels)
{
    /// <summary>How many.</summary>
    public int Count => Labels.Length;

    /// <summary>By how much each input was multiplied when it was whitened, one number an example; empty for none.</summary>
    public float[] Scales { get; init; } = [];

    internal float[][]? Logits { get; set; }

    /// <summary>Of each logit's row, the place of the greatest.</summary>
    /// <param name="logits">Of <see cref="MeasuredNetwork.Logits"/>.</param>
    public static int Predicted(float[] logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        return Array.IndexOf(logits, logits.Max());
    }
}
