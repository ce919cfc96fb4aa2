using TorchSharp.Modules;
using WebLab.Contracts.Catalogue;
using WebLab.Data;
using WebLab.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Saliency;

/// <summary>The networks of Adebayo et al. 2018, with the weights that they start from.</summary>
internal static class PublishedNetworks
{
    public const string Cnn = "cnn",
        Mlp = "mlp";

    private const double ConvolutionalScale = 0.1,
        Cut = 2;

    /// <summary>
    /// Builds one on the CPU, as the authors' two programs begin: weights from a normal distribution that is cut at two deviations, of
    /// deviation 0.1 with biases 0.1 in the CNN, and of deviation 2 / sqrt(inputs of the layer) with biases 0 in the MLP.
    /// </summary>
    /// <param name="network"><see cref="Cnn"/> or <see cref="Mlp"/>.</param>
    /// <param name="shape">What it takes in.</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="seed">Draws the weights.</param>
    public static Module<Tensor, Tensor> Create(string network, InputShape shape, int classes, ulong seed)
    {
        Module<Tensor, Tensor> built = network switch
        {
            Cnn => new TwoConvolutions(shape, classes),
            Mlp => new ThreeLayers(shape, classes),
            _ => throw new ArgumentException($"There is no published network {network}."),
        };
        using var _ = no_grad();
        var item = 0;
        foreach (var weight in built.parameters())
        {
            if (weight.dim() < 2)
                weight.Fill(network == Mlp ? 0 : ConvolutionalScale);
            else
                Draw(weight, network == Mlp ? 2 / Math.Sqrt(weight.shape[1]) : ConvolutionalScale, RandomStream.ForItem(seed, item));
            item++;
        }
        return built;
    }

    private static void Draw(Tensor weight, double scale, RandomStream random)
    {
        var values = new float[weight.numel()];
        for (var i = 0; i < values.Length; i++)
        {
            double drawn;
            do drawn = random.NextGaussian();
            while (Math.Abs(drawn) > Cut);
            values[i] = (float)(scale * drawn);
        }
        using var all = tensor(values, weight.shape);
        weight.copy_(all);
    }

    /// <summary>Convolutions of 5x5 to 32 and to 64 maps, each rectified and pooled 2x2, then 1024 units.</summary>
    private sealed class TwoConvolutions : Module<Tensor, Tensor>
    {
        private static readonly long[] Same = [2, 2];

        private readonly Parameter _weight1;
        private readonly Parameter _bias1;
        private readonly Parameter _weight2;
        private readonly Parameter _bias2;
        private readonly Linear _hidden;
        private readonly Linear _outputs;

        public TwoConvolutions(InputShape shape, int classes)
            : base(nameof(TwoConvolutions))
        {
            _weight1 = ConvWeights.Zeros(32, shape.Channels, 5);
            _bias1 = new Parameter(zeros(32));
            _weight2 = ConvWeights.Zeros(64, 32, 5);
            _bias2 = new Parameter(zeros(64));
            _hidden = Linear(64 * Quarter(shape.Rows) * Quarter(shape.Columns), 1024);
            _outputs = Linear(1024, classes);
            RegisterComponents();
        }

        public override Tensor forward(Tensor images)
        {
            images = Pool(Rectifier.Relu(conv2d(images, _weight1, _bias1, padding: Same)));
            images = Pool(Rectifier.Relu(conv2d(images, _weight2, _bias2, padding: Same)));
            // Rows x columns x channels, as they lie in memory: no copy.
            return _outputs.forward(Rectifier.Relu(_hidden.forward(images.permute(0, 2, 3, 1).flatten(1))));
        }

        private static Tensor Pool(Tensor images) => max_pool2d(images, kernel_size: 2, stride: 2, ceil_mode: true);

        private static int Quarter(int side) => (((side + 1) / 2) + 1) / 2;
    }

    /// <summary>2500, 1500 and 500 rectified units.</summary>
    private sealed class ThreeLayers : Module<Tensor, Tensor>
    {
        private readonly ModuleList<Linear> _hidden = [];
        private readonly Linear _outputs;

        public ThreeLayers(InputShape shape, int classes)
            : base(nameof(ThreeLayers))
        {
            var units = shape.Inputs;
            foreach (var width in new[] { 2500, 1500, 500 })
            {
                _hidden.Add(Linear(units, width));
                units = width;
            }
            _outputs = Linear(units, classes);
            RegisterComponents();
        }

        public override Tensor forward(Tensor images)
        {
            var units = images.flatten(1);
            foreach (var layer in _hidden)
                units = Rectifier.Relu(layer.forward(units));
            return _outputs.forward(units);
        }
    }
}
