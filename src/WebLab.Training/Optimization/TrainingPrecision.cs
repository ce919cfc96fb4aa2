using WebLab.Contracts.Specs;
using WebLab.Science.Devices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Optimization;

/// <summary>The number format that a recipe's network is trained in. Weights stay in float32, and so does what is outside of
/// <see cref="Forward"/> and its gradients.</summary>
internal sealed class TrainingPrecision : IDisposable
{
    private readonly Autocast? _autocast;
    private readonly bool _isTf32;

    private TrainingPrecision(Autocast? autocast, bool isTf32) => (_autocast, _isTf32) = (autocast, isTf32);

    /// <summary>Sees to it that a recipe can be trained in its precision.</summary>
    /// <exception cref="TrainingFailedException">This machine has it not.</exception>
    public static TrainingPrecision Of(RunSpec spec, ComputeDevice device) =>
        spec.Precision switch
        {
            PrecisionName.Full => new(null, false),
            PrecisionName.Tf32 when device.IsGpu => new(null, true),
            PrecisionName.Tf32 => throw new TrainingFailedException(
                $"precision must be float32 or bfloat16 on a processor; it was {spec.Precision}, which only GPUs have."
            ),
            PrecisionName.Bfloat16 when !device.IsGpu && !ProcessorFacts.HasBfloat16 => throw new TrainingFailedException(
                $"precision must be float32 on this processor, which has neither AVX-512 BF16 nor AMX; it was {spec.Precision}."
            ),
            PrecisionName.Bfloat16 => new(
                Autocast.Find(device.IsGpu)
                    ?? throw new TrainingFailedException(
                        $"precision must be float32 on this system, whose libtorch cannot be asked for bfloat16; it was {spec.Precision}."
                    ),
                false
            ),
            _ => throw new TrainingFailedException(
                $"precision must be one of {string.Join(", ", PrecisionName.All)}; it was {spec.Precision}."
            ),
        };

    /// <summary>The network's outputs, in float32.</summary>
    public Tensor Forward(Module<Tensor, Tensor> network, Tensor batch)
    {
        if (_isTf32)
            AllowTf32(true);
        if (_autocast is null)
            return network.forward(batch);
        _autocast.Switch(true);
        try
        {
            return network.forward(batch).to(ScalarType.Float32);
        }
        finally
        {
            _autocast.Switch(false);
        }
    }

    /// <summary>The steps are done, and what follows is float32.</summary>
    public void Rest()
    {
        if (_isTf32)
            AllowTf32(false);
    }

    /// <summary>A network that is trained beside the recipe's, in the same precision.</summary>
    public Module<Tensor, Tensor> Peer(Module<Tensor, Tensor> network) =>
        _autocast is null && !_isTf32 ? network : new PrecisePeer(this, network);

    public void Dispose() => Rest();

    private static void AllowTf32(bool on) => (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = (on, on);

    private sealed class PrecisePeer : Module<Tensor, Tensor>
    {
        private readonly TrainingPrecision _precision;
        private readonly Module<Tensor, Tensor> _network;

        public PrecisePeer(TrainingPrecision precision, Module<Tensor, Tensor> network)
            : base(nameof(PrecisePeer))
        {
            (_precision, _network) = (precision, network);
            RegisterComponents();
        }

        public override Tensor forward(Tensor images) => _precision.Forward(_network, images);
    }
}
