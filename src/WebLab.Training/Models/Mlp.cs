using TorchSharp.Modules;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Models;

/// <summary>Fully connected layers of rectified units on the flattened example (paper, appendix A).</summary>
internal sealed class Mlp : Module<Tensor, Tensor>
{
    private readonly ModuleList<Linear> _hidden = [];
    private readonly Linear _outputs;
    private readonly Module<Tensor, Tensor> _dropout;

    /// <param name="inputs">Values of an example.</param>
    /// <param name="hiddenLayers">1 or 3 in the paper; 0 is softmax regression.</param>
    /// <param name="width">Units of a hidden layer, 512 in the paper.</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="dropout">Stands before the last layer.</param>
    public Mlp(int inputs, int hiddenLayers, int width, int classes, Module<Tensor, Tensor> dropout)
        : base(nameof(Mlp))
    {
        for (var i = 0; i < hiddenLayers; i++)
            _hidden.Add(Linear(i == 0 ? inputs : width, width));
        _outputs = Linear(hiddenLayers == 0 ? inputs : width, classes);
        _dropout = dropout;
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        var units = images.flatten(1);
        foreach (var layer in _hidden)
            units = Rectifier.Relu(OneDnnProduct.Apply(layer, units));
        return _outputs.forward(_dropout.forward(units));
    }
}

/// <summary>An MLP of any width and depth.</summary>
internal sealed class MlpDescriptor : NetworkDescriptor
{
    private const string Width = "width",
        Depth = "depth";

    public override string Id => "mlp";
    public override string Title => "MLP";
    public override string Sentence => "Hidden layers of rectified units, as many and as wide as you like.";
    public override int Place => 10;

    public override IReadOnlyList<FieldInfo> Fields { get; } =
    [
        Field(Width, "Width", "Units of each hidden layer.", FieldKind.WholeNumber, 1, 16_384, 512),
        Field(Depth, "Depth", "Hidden layers; 0 is softmax regression.", FieldKind.WholeNumber, 0, 8, 1),
    ];

    public override NetworkSize Size { get; } = SizeOf(Width, Depth);

    public override Module<Tensor, Tensor> Create(InputShape shape, int classes, FieldGroup fields, Module<Tensor, Tensor> dropout) =>
        new Mlp(shape.Inputs, WholeNumber(fields, Depth), WholeNumber(fields, Width), classes, dropout);

    /// <summary>The size of an MLP.</summary>
    /// <param name="width">A formula.</param>
    /// <param name="depth">A formula.</param>
    public static NetworkSize SizeOf(string width, string depth)
    {
        var (hasHidden, hasNone) = ($"min({depth},1)", $"(1-min({depth},1))");
        return new(
            $"{hasHidden}*((inputs+1)*{width}+({depth}-1)*({width}+1)*{width}+({width}+1)*classes)+{hasNone}*(inputs+1)*classes",
            $"{hasHidden}*(inputs*{width}+({depth}-1)*{width}*{width}+{width}*classes)+{hasNone}*inputs*classes",
            $"1000+2.2*inputs+3.3*({depth}*{width}+classes)",
            $"1000+inputs+{width}"
        );
    }
}

/// <summary>The widths and depths of the paper, which have names of their own.</summary>
internal abstract class PaperMlp(string id, string title, string sentence, int depth, int place) : NetworkDescriptor
{
    private const int HiddenUnits = 512;

    public override string Id => id;
    public override string Title => title;
    public override string Sentence => sentence;
    public override int Place => place;
    public override NetworkSize Size { get; } = MlpDescriptor.SizeOf($"{HiddenUnits}", $"{depth}");

    public override Module<Tensor, Tensor> Create(InputShape shape, int classes, FieldGroup fields, Module<Tensor, Tensor> dropout) =>
        new Mlp(shape.Inputs, depth, HiddenUnits, classes, dropout);
}

internal sealed class Mlp3x512() : PaperMlp("mlp-3x512", "MLP 3x512", "Three hidden layers of 512 rectified units.", 3, 4);

internal sealed class Mlp1x512() : PaperMlp("mlp-1x512", "MLP 1x512", "One hidden layer of 512 rectified units.", 1, 5);

internal sealed class LinearSoftmax()
    : PaperMlp("linear", "Linear softmax", "Softmax regression on the pixels: the traditional model that cannot fit random labels.", 0, 6);
