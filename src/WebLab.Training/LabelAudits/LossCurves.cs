using WebLab.Data;
using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>
/// The paper's own test: the same network is trained on the given labels and on shuffled copies, all else equal. Labels that belong to the
/// features are fitted sooner. A network of one hidden layer, whose gradients are written out, since it is trained twenty times over.
/// </summary>
internal sealed class LossCurves
{
    private const int Hidden = 256,
        Batch = 128;

    // The paper's own for its multilayer perceptrons.
    private const double LearningRate = 0.01,
        Momentum = 0.9;

    private readonly Tensor _inputs;
    private readonly int _classes,
        _epochs;
    private readonly ulong _seed;

    /// <summary>Prepares the inputs.</summary>
    /// <param name="inputs">Examples x values, float32, standardised, on the device that trains; kept, not owned.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="epochs">Epochs of each training.</param>
    /// <param name="seed">Of the initial weights and of the order, which are the same for all.</param>
    public LossCurves(Tensor inputs, int classes, int epochs, ulong seed) =>
        (_inputs, _classes, _epochs, _seed) = (inputs, classes, epochs, seed);

    /// <summary>Trains once.</summary>
    /// <param name="labels">A label for each example.</param>
    /// <param name="cancel">Looked at before each step.</param>
    /// <returns>The mean training loss of each epoch.</returns>
    public double[] Train(int[] labels, CancellationToken cancel)
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        var (count, width, device) = (_inputs.shape[0], _inputs.shape[1], _inputs.device);
        var generator = new Generator((ulong)(long)(_seed >> 1));
        // Drawn on the CPU, so that they are the same wherever it is trained.
        var weights = randn([width, Hidden], generator: generator).Scale(Math.Sqrt(2.0 / width)).to(device);
        var bias = zeros(Hidden, device: device);
        var outWeights = randn([Hidden, _classes], generator: generator).Scale(Math.Sqrt(1.0 / Hidden)).to(device);
        var outBias = zeros(_classes, device: device);
        Tensor[] parameters = [weights, bias, outWeights, outBias];
        Tensor[] velocities = [.. parameters.Select(parameter => zeros_like(parameter))];
        var ones = nn.functional.one_hot(tensor(Array.ConvertAll(labels, label => (long)label)), _classes);
        var targets = ones.to(ScalarType.Float32).to(device);
        var curve = new double[_epochs];
        for (var epoch = 0; epoch < _epochs; epoch++)
        {
            var places = Array.ConvertAll(RandomStream.ForItem(_seed, epoch).Permutation((int)count), at => (long)at);
            var order = tensor(places, device: device);
            var (inputs, wanted) = (_inputs.index_select(0, order), targets.index_select(0, order));
            var sum = zeros(1, device: device);
            for (var first = 0L; first < count; first += Batch)
            {
                cancel.ThrowIfCancellationRequested();
                using var step = NewDisposeScope();
                var size = Math.Min(Batch, count - first);
                var (x, y) = (inputs.narrow(0, first, size), wanted.narrow(0, first, size));
                var hidden = addmm(bias, x, weights, 1, 1).relu_();
                var logs = addmm(outBias, hidden, outWeights, 1, 1).log_softmax(1);
                sum.sub_((logs * y).sum());
                var error = logs.exp_().sub_(y).DivideBy(size);
                var hiddenError = error.mm(outWeights.t()).mul_(hidden.Above(0));
                Tensor[] gradients = [x.t().mm(hiddenError), hiddenError.sum([0L]), hidden.t().mm(error), error.sum([0L])];
                for (var i = 0; i < parameters.Length; i++)
                {
                    velocities[i].Scale(Momentum).Increase(gradients[i]);
                    parameters[i].Increase(velocities[i], -LearningRate);
                }
            }
            order.Dispose();
            inputs.Dispose();
            wanted.Dispose();
            curve[epoch] = sum.item<float>() / count;
            sum.Dispose();
        }
        return curve;
    }

    /// <summary>Trains on the given labels and on shuffled copies of them, as many at once as there are threads, one thread each.</summary>
    /// <param name="labels">The given labels.</param>
    /// <param name="copies">Shuffled copies.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="trained">Told the curves that there are, on the thread that calls.</param>
    /// <param name="cancel">Looked at before each step.</param>
    public (double[] Given, IReadOnlyList<double[]> Shuffled) Train(
        IReadOnlyList<int> labels,
        int copies,
        int threads,
        Action<double[]?, IReadOnlyList<double[]>> trained,
        CancellationToken cancel
    )
    {
        double[]? given = null;
        var shuffled = new double[]?[copies];
        var next = -2;
        OneThreadEach.Do(threads, Work, () => trained(Volatile.Read(ref given), [.. shuffled.OfType<double[]>()]));
        return (given!, [.. shuffled.OfType<double[]>()]);

        void Work()
        {
            while (Interlocked.Increment(ref next) is var copy && copy < copies)
            {
                if (copy < 0)
                    Volatile.Write(ref given, Train([.. labels], cancel));
                else
                    Volatile.Write(ref shuffled[copy], Train(Shuffled(labels, copy), cancel));
            }
        }
    }

    /// <summary>A shuffled copy of labels.</summary>
    /// <param name="labels">The given ones.</param>
    /// <param name="copy">Which copy.</param>
    public int[] Shuffled(IReadOnlyList<int> labels, int copy)
    {
        int[] shuffled = [.. labels];
        RandomStream.ForItem(_seed, -1 - copy).Shuffle(shuffled.AsSpan());
        return shuffled;
    }
}
