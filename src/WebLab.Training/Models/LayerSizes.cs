using System.Globalization;
using WebLab.Contracts.Catalogue;

namespace WebLab.Training.Models;

/// <summary>Adds a network's layers up to the formulas of its <see cref="NetworkSize"/>: what each layer is said to be here, its module
/// builds, and a test counts both. Channels and units are formulas themselves.</summary>
public sealed class LayerSizes
{
    // An evaluation's batch is there twice in the largest layer, and once more while it is normalised or rectified: measured at 1.6.
    private const string LargestFactor = "1.6";

    private readonly List<string> _parameters = [];
    private readonly List<string> _multiplyAdds = [];
    private readonly List<string> _activations = [];
    private string? _largest;

    /// <summary>Channels, rows and columns of what the next layer takes in.</summary>
    public (string Channels, string Rows, string Columns) Image { get; private set; } = ("channels", "rows", "columns");

    /// <summary>A convolution whose edges are padded, so that only its stride makes the image smaller.</summary>
    /// <param name="outputs">Its channels.</param>
    /// <param name="side">Of its window.</param>
    /// <param name="stride">1, or 2 to halve the image.</param>
    /// <param name="perChannel">Parameters of an output channel beside its weights: 1 for a bias or an offset, 2 with a gain.</param>
    public LayerSizes Convolution(string outputs, int side, int stride = 1, int perChannel = 1)
    {
        var (inputs, before) = (Image.Channels, Numbers(Image));
        var weights = Text($"{side * side}*({inputs})*({outputs})");
        Image = (outputs, Shrunk(Image.Rows, stride), Shrunk(Image.Columns, stride));
        _parameters.Add(Text($"{weights}+{perChannel}*({outputs})"));
        _multiplyAdds.Add($"{weights}*{Image.Rows}*{Image.Columns}");
        Hold(before);
        return this;
    }

    /// <summary>Convolutions side by side whose channels are merged, with the image itself where it is only pooled.</summary>
    /// <param name="paths">Channels and side of each convolution.</param>
    /// <param name="stride">1, or 2 to halve the image.</param>
    /// <param name="keepsImage">Whether the pooled image is merged too.</param>
    public LayerSizes Beside((string Outputs, int Side)[] paths, int stride = 1, bool keepsImage = false)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var (before, inputs) = (Image, Image.Channels);
        var (rows, columns) = (Shrunk(before.Rows, stride), Shrunk(before.Columns, stride));
        foreach (var (outputs, side) in paths)
        {
            var weights = Text($"{side * side}*({inputs})*({outputs})");
            _parameters.Add($"{weights}+({outputs})");
            _multiplyAdds.Add($"{weights}*{rows}*{columns}");
        }
        var merged = string.Join("+", paths.Select(path => $"({path.Outputs})"));
        Image = (keepsImage ? $"{merged}+({inputs})" : merged, rows, columns);
        Hold(Numbers(before));
        return this;
    }

    /// <summary>A pooling with stride 2 over windows that fit in the image, the last one cut at the edge.</summary>
    public LayerSizes Halve()
    {
        var before = Numbers(Image);
        Image = (Image.Channels, Halved(Image.Rows), Halved(Image.Columns));
        Hold(before);
        return this;

        static string Halved(string side) => $"(ceil(({side}-3)/2)+1)";
    }

    /// <summary>Layers beside the way of the image, for example a residual block's shortcut.</summary>
    /// <param name="weights">Weights.</param>
    /// <param name="others">Parameters that are not multiplied with the image.</param>
    /// <param name="places">How many places of the image the weights meet.</param>
    public LayerSizes Aside(string weights, string others, string places)
    {
        _parameters.Add($"{weights}+{others}");
        _multiplyAdds.Add($"{weights}*{places}");
        return this;
    }

    /// <summary>A fully connected layer with biases.</summary>
    /// <param name="inputs">Numbers that it takes in.</param>
    /// <param name="outputs">Numbers that it gives.</param>
    public LayerSizes Dense(string inputs, string outputs)
    {
        _parameters.Add($"({inputs}+1)*({outputs})");
        _multiplyAdds.Add($"({inputs})*({outputs})");
        _activations.Add($"({outputs})");
        return this;
    }

    /// <summary>The size.</summary>
    /// <param name="keptPerActivation">Numbers that a training step keeps for each number that a layer gives, as measured by the growth of
    /// a worker's memory with its batch, plus a tenth.</param>
    public NetworkSize Total(double keptPerActivation) =>
        new(
            string.Join("+", _parameters),
            string.Join("+", _multiplyAdds),
            Text($"{keptPerActivation}*(2*inputs+{string.Join("+", _activations)})"),
            $"{LargestFactor}*({_largest ?? "2*inputs"})"
        );

    private void Hold(string before)
    {
        var after = Numbers(Image);
        _activations.Add(after);
        _largest = _largest is null ? $"{before}+{after}" : $"max({_largest},{before}+{after})";
    }

    private static string Numbers((string Channels, string Rows, string Columns) image) =>
        $"({image.Channels})*{image.Rows}*{image.Columns}";

    private static string Shrunk(string side, int stride) => stride == 1 ? side : $"ceil({side}/2)";

    private static string Text(FormattableString formula) => formula.ToString(CultureInfo.InvariantCulture);
}
