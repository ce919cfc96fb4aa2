using WebLab.Data;
using WebLab.Training.Optimization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Saliency;

/// <summary>
/// Trains as the programs of Adebayo et al. 2018 do by the commands that their README gives: cross entropy, Adam 1e-4, batches of 50, a
/// penalty of 0.001 / 2 on the squares of the weights of every layer but the last (docs/memorisation.md).
/// </summary>
internal static class PublishedTraining
{
    private const int Batch = 50,
        EvaluationBatch = 500,
        StepsBetweenWords = 20;

    /// <summary>The penalty's derivative, of a weight.</summary>
    public const double Penalty = 0.001;

    private const double LearningRate = 1e-4;

    /// <summary>Trains a network.</summary>
    /// <param name="network">On the images' device.</param>
    /// <param name="images">N x channels x rows x columns.</param>
    /// <param name="labels">One class index an image, int64.</param>
    /// <param name="epochs">How many.</param>
    /// <param name="penalty"><see cref="Penalty"/>, or 0; biases have none.</param>
    /// <param name="seed">Draws the order of each epoch.</param>
    /// <param name="tell">Hears the share that is done; may throw to end it.</param>
    /// <returns>The accuracy on the training images.</returns>
    public static double Fit(
        Module<Tensor, Tensor> network,
        Tensor images,
        Tensor labels,
        int epochs,
        double penalty,
        ulong seed,
        Action<double> tell
    )
    {
        using var adam = new Adam(network.parameters(), LearningRate);
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var before = epoch - 1;
            Epoch(network, adam, images, labels, penalty, seed, epoch, share => tell((before + share) / epochs));
        }
        return Accuracy(network, images, labels);
    }

    /// <summary>The share of images whose label has the greatest output.</summary>
    public static double Accuracy(Module<Tensor, Tensor> network, Tensor images, Tensor labels)
    {
        using var none = no_grad();
        var (count, right) = (images.shape[0], 0L);
        for (var start = 0L; start < count; start += EvaluationBatch)
        {
            using var scope = NewDisposeScope();
            var most = Math.Min(EvaluationBatch, count - start);
            right += network.forward(images.narrow(0, start, most)).argmax(1).eq(labels.narrow(0, start, most)).sum().item<long>();
        }
        return (double)right / count;
    }

    private static void Epoch(
        Module<Tensor, Tensor> network,
        Adam adam,
        Tensor images,
        Tensor labels,
        double penalty,
        ulong seed,
        int epoch,
        Action<double> tell
    )
    {
        using var outer = NewDisposeScope();
        var count = (int)images.shape[0];
        var order = tensor(RandomStream.ForItem(seed, epoch).Permutation(count), dtype: ScalarType.Int64, device: images.device);
        var step = 0;
        for (var start = 0; start < count; start += Batch)
        {
            if (step++ % StepsBetweenWords == 0)
                tell((double)start / count);
            using var scope = NewDisposeScope();
            var rows = order.narrow(0, start, Math.Min(Batch, count - start));
            var given = labels.index_select(0, rows);
            cross_entropy(network.forward(images.index_select(0, rows)), given).backward();
            if (penalty > 0)
                Penalise(network, penalty);
            adam.Step();
        }
    }

    private static void Penalise(Module<Tensor, Tensor> network, double penalty)
    {
        using var none = no_grad();
        foreach (var weight in Penalised(network))
            weight.grad!.Increase(weight, penalty);
    }

    /// <summary>The weights of every layer but the last.</summary>
    internal static IEnumerable<Tensor> Penalised(Module<Tensor, Tensor> network) =>
        network.parameters().Where(each => each.dim() > 1).SkipLast(1);
}
