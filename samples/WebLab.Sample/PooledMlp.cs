using TorchSharp.Modules;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Sample;

/// <summary>An MLP that sees each image only through the means of a few places.</summary>
internal sealed class PooledMlp : Module<Tensor, Tensor>
{
    private readonly long[] _places;
    private readonly Linear _hidden;
    private readonly Linear _outputs;
    private readonly Module<Tensor, Tensor> _dropout;

    public PooledMlp(int channels, int places, int width, int classes, Module<Tensor, Tensor> dropout)
        : base(nameof(PooledMlp))
    {
        _places = [places, places];
        _hidden = Linear(channels * places * places, width);
        _outputs = Linear(width, classes);
        _dropout = dropout;
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        var means = adaptive_avg_pool2d(images, _places).flatten(1);
        return _outputs.forward(_dropout.forward(relu(_hidden.forward(means))));
    }
}

/// <summary>What a form, a check and the command line need to know of it.</summary>
public sealed class PooledMlpDescriptor : NetworkDescriptor
{
    private const string Places = "places",
        Width = "width";

    public override string Id => "sample-pooled-mlp";
    public override string Title => "Pooled MLP";
    public override string Sentence => "One hidden layer on the means of a few places of the image.";
    public override bool Convolves => true;

    public override IReadOnlyList<FieldInfo> Fields { get; } =
    [
        Field(Places, "Places", "Places along each side.", FieldKind.WholeNumber, 1, 28, 7),
        Field(Width, "Width", "Units of the hidden layer.", FieldKind.WholeNumber, 1, 4_096, 64),
    ];

    public override NetworkSize Size { get; } =
        new(
            "(channels*places*places+1)*width+(width+1)*classes",
            "channels*places*places*width+width*classes",
            "2*inputs+3*(channels*places*places+width+classes)",
            "inputs+channels*places*places"
        );

    public override Module<Tensor, Tensor> Create(InputShape shape, int classes, FieldGroup fields, Module<Tensor, Tensor> dropout) =>
        new PooledMlp(shape.Channels, WholeNumber(fields, Places), WholeNumber(fields, Width), classes, dropout);
}
