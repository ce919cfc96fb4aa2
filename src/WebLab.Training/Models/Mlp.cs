using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Models;

/// <summary>Fully connected layers of rectified units on the flattened image (paper, appendix A): MLP 1x512 and MLP 3x512.</summary>
internal sealed class Mlp : Module<Tensor, Tensor>
{
    private readonly ModuleList<Linear> _hidden = [];
    private readonly Linear _outputs;
    private readonly Dropout _dropout;

    /// <param name="inputs">Values of an image.</param>
    /// <param name="hiddenLayers">1 or 3 in the paper; 0 is softmax regression.</param>
    /// <param name="width">Units of a hidden layer, 512 in the paper.</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="dropout">Stands before the last layer.</param>
    public Mlp(int inputs, int hiddenLayers, int width, int classes, Dropout dropout)
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
            units = relu(layer.forward(units), inplace: true);
        return _outputs.forward(_dropout.forward(units));
    }
}
