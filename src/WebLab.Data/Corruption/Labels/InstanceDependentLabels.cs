using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Corruption.Labels;

/// <summary>
/// Instance-dependent noise (Xia et al. 2020, algorithm 2): image x of class y flips at its own rate q, drawn from a normal
/// distribution with mean p and deviation 0.1 cut to [0, 1]; the wrong class is drawn from q softmax(x W_y) without y, W_y being a
/// matrix of standard normal numbers. x is the whitened image, as the network sees it.
/// Cutting moves the mean rate up near p = 0 (to 0.08 at 0) and down near p = 1.
/// </summary>
internal sealed class InstanceDependentLabels : LabelCorruption
{
    public override string Id => "instance-dependent-labels";

    public override string Title => "Instance dependent labels";

    public override string Sentence => "Which labels change, and into what, depends on the image: hard ones go wrong more often.";

    public override int Place => 110;

    public override IReadOnlyList<FieldInfo> Fields => [CorruptionFields.NoiseRate];

    public override long Memory(DatasetFacts facts) =>
        (long)facts.Classes.Count * facts.Classes.Count * facts.InputHeight * facts.InputWidth * facts.Channels * sizeof(float);

    public override byte[] Draw(LabelDraw draw) =>
        Draw(draw.Train, draw.Facts, draw.Fields.Number(CorruptionFields.NoiseRate), draw.Random);

    private const double RateDeviation = 0.1;

    public static byte[] Draw(ImageSet images, DatasetFacts facts, double rate, RandomStream random)
    {
        var (height, width, classes) = (facts.InputHeight, facts.InputWidth, facts.Classes.Count);
        var imageLength = height * width * images.Channels;
        var weights = DrawWeights(classes, imageLength, random);
        var rates = new double[images.Count];
        var draws = new double[images.Count];
        for (var i = 0; i < images.Count; i++)
        {
            rates[i] = DrawRate(rate, random);
            draws[i] = random.NextDouble();
        }

        var columns = images.Kind == DatasetKind.Features ? Standardising.Of(images) : null;
        var given = new byte[images.Count];
        foreach (var (first, part) in images.Parts())
        {
            Parallel.For(
                0,
                part.Count,
                () => new float[imageLength],
                (i, _, image) =>
                {
                    var label = part.Labels[i];
                    if (columns is null)
                    {
                        PixelSet.Cut(part, part.Image(i), height, width, image);
                    }
                    else
                    {
                        part.Features.AsSpan(i * imageLength, imageLength).CopyTo(image);
                        columns.Apply(image);
                    }
                    Whitening.Apply(image, image);
                    var probabilities = Probabilities(image, weights[label], label, rates[first + i]);
                    given[first + i] = TransitionMatrixLabels.Draw(probabilities, draws[first + i]);
                    return image;
                },
                _ => { }
            );
        }
        return given;
    }

    // One matrix a class, pixels x classes, row by row.
    private static float[][] DrawWeights(int classes, int pixels, RandomStream random) =>
        [
            .. Enumerable
                .Range(0, classes)
                .Select(_ => Enumerable.Range(0, pixels * classes).Select(_ => (float)random.NextGaussian()).ToArray()),
        ];

    private static double DrawRate(double mean, RandomStream random)
    {
        double rate;
        do rate = mean + RateDeviation * random.NextGaussian();
        while (rate is < 0 or > 1);
        return rate;
    }

    private static double[] Probabilities(ReadOnlySpan<float> image, float[] weights, int label, double rate)
    {
        var classes = weights.Length / image.Length;
        var scores = new double[classes];
        for (var pixel = 0; pixel < image.Length; pixel++)
        {
            for (var j = 0; j < classes; j++)
                scores[j] += (double)image[pixel] * weights[pixel * classes + j];
        }
        scores[label] = double.NegativeInfinity;
        var highest = scores.Max();
        var exponentials = Array.ConvertAll(scores, score => Math.Exp(score - highest));
        var sum = exponentials.Sum();
        var probabilities = Array.ConvertAll(exponentials, exponential => rate * exponential / sum);
        probabilities[label] = 1 - rate;
        return probabilities;
    }
}
