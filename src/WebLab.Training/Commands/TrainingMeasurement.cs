using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Training.Models;
using static TorchSharp.torch;

namespace WebLab.Training.Commands;

/// <summary>What <c>worker measure</c> prints.</summary>
/// <param name="ImagesPerSecond">Training images a second, the first epoch and evaluation left out.</param>
/// <param name="Parts">Seconds by part of the training, the first epoch with them.</param>
/// <param name="RecordSeconds">Of the evaluation, what the records of examples took.</param>
/// <param name="CheckpointSeconds">One checkpoint, taken and on the disk.</param>
/// <param name="ReachedGigaflops">Billions of multiplications and additions a second that the training needs and reached.</param>
/// <param name="CeilingGigaflops">As many as products of large matrices reached in the same process, before and after it.</param>
/// <param name="ColdFirstStepSeconds">From the start of the process to the end of the first step.</param>
/// <param name="WarmFirstStepSeconds">From an order to the end of its first step, data read again, in a process that has
/// trained before.</param>
internal sealed record TrainingMeasurement(
    double ImagesPerSecond,
    IReadOnlyDictionary<TrainingPart, double> Parts,
    double RecordSeconds,
    double CheckpointSeconds,
    double ReachedGigaflops,
    double CeilingGigaflops,
    double ColdFirstStepSeconds,
    double WarmFirstStepSeconds
)
{
    /// <summary>
    /// Multiplications and additions that training on one image needs: the products of the forward pass, and as many for the gradients of
    /// the weights and for those of the inputs, which the first layer's are not asked for.
    /// </summary>
    public static double FlopsPerImage(RunSpec spec)
    {
        var facts = DatasetFacts.Of(spec.Dataset);
        var shape = new InputShape(DatasetFacts.CropSize, DatasetFacts.CropSize, facts.Channels);
        var descriptor = Networks.Of(spec);
        var forward = descriptor.Count(descriptor.Size.MultiplyAdds, shape, facts.Classes.Count, spec.ModelFields);
        using var generator = new Generator(1, CPU);
        using var network = Networks.Create(spec, shape, generator);
        // The first layer of each network keeps the image's rows and columns.
        var weight = network.parameters().First();
        var first = weight.numel() * (weight.dim() == 4 ? shape.Rows * shape.Columns : 1);
        return 2.0 * ((3 * forward) - first);
    }

    /// <summary>
    /// Billions of multiplications and additions a second of some large products, each by the faster of libtorch's two libraries. MKL
    /// multiplies matrices; oneDNN convolves, as the product that a 3x3 convolution is, and on AMD's processors reaches twice as much in
    /// float32.
    /// </summary>
    public static IEnumerable<double> Products(ScalarType type, int count)
    {
        const int side = 1_024,
            images = 32,
            pixels = 14,
            channels = 256,
            window = 3;
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var (left, right) = (rand(side, side).to(type), rand(side, side).to(type));
        var inputs = rand(images, pixels, pixels, channels).to(type).permute(0, 3, 1, 2);
        var weights = rand(channels, window, window, channels).to(type).permute(0, 3, 1, 2);
        long[] padding = [1, 1];
        for (var i = 0; i <= count; i++)
        {
            var speed = Math.Max(
                Speed(() => mm(left, right), Math.Pow(side, 3)),
                Speed(
                    () => nn.functional.conv2d(inputs, weights, padding: padding),
                    (double)images * pixels * pixels * channels * channels * window * window
                )
            );
            // The first warms up.
            if (i > 0)
                yield return speed;
        }

        static double Speed(Func<Tensor> product, double multiplyAdds)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            product().Dispose();
            return 2 * multiplyAdds / watch.Elapsed.TotalSeconds / 1e9;
        }
    }
}
