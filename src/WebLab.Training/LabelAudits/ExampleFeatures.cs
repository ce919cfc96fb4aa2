using WebLab.Contracts;
using WebLab.Data;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>What examples are told apart by, found without any label.</summary>
/// <param name="Values">Examples x features, float32.</param>
/// <param name="Words">What they are, a few words.</param>
internal sealed record ExampleFeatures(Tensor Values, string Words)
{
    private const int MostSide = 40,
        RandomUnits = 512;

    // Measured on two cores: a filter over a patch of 108 values.
    private const double SecondsPerAnswer = 2.3e-6 / (729.0 * 108);

    /// <summary>Finds them.</summary>
    /// <param name="set">The examples.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <param name="seconds">Seconds of one processor that they should take at most.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="told">Told the share that is done.</param>
    /// <param name="cancel">Looked at now and then.</param>
    public static ExampleFeatures Of(
        ImageSet set,
        ulong seed,
        double seconds,
        int threads,
        Action<double> told,
        CancellationToken cancel
    ) =>
        set.Features is { } features
            ? OfColumns(features, set.Count, set.Width, seed)
            : OfImages(ReducedImages.Of(set, MostSide), seed, seconds, threads, told, cancel);

    private static ExampleFeatures OfImages(
        ImageSet images,
        ulong seed,
        double seconds,
        int threads,
        Action<double> told,
        CancellationToken cancel
    )
    {
        var side = Math.Min(6, Math.Min(images.Height, images.Width) / 2);
        if (side < 2)
            return OfColumns(Array.ConvertAll(images.Pixels, pixel => (float)pixel), images.Count, images.ImageLength, seed);
        var isMirrored = images.Channels == 3;
        double answers = (images.Height - side + 1) * (images.Width - side + 1) * side * side * images.Channels * (isMirrored ? 2 : 1);
        // More filters than a tenth of the examples fit noise; more than 800 gain little and cost the square.
        var most = Math.Clamp(images.Count / 25, 50, 800);
        var filters = (int)Math.Clamp(seconds / (SecondsPerAnswer * answers * images.Count), Math.Min(50, most), most);
        var values = PatchFeatures.Of(
            images,
            PatchFilters.Draw(images, filters, seed),
            isMirrored,
            threads,
            index => told((double)index / images.Count),
            cancel
        );
        return new(values, Sentence.Of($"{filters:N0} random filters of {side}x{side}{(isMirrored ? ", with the mirror images" : "")}"));
    }

    /// <summary>Standardised columns, and as many random units as make the model bend.</summary>
    private static ExampleFeatures OfColumns(float[] values, int rows, int width, ulong seed)
    {
        using var scope = NewDisposeScope();
        var columns = nan_to_num(tensor(values, [rows, width]), 0, 0, 0);
        columns = columns.sub(columns.mean([0], keepdim: true));
        columns = columns.div(columns.Squared().mean([0], keepdim: true).sqrt().AtLeast(1e-6f)).Between(-8, 8);
        // A small table gets as many as it bears: with none, the middle one of three classes in a row, as in iris, is never told.
        var units = Math.Min(RandomUnits, Math.Max(rows / 8, Math.Min(rows / 3, 32)));
        if (units < 16)
            return new(columns.MoveToOuterDisposeScope(), "standardised columns");
        var random = new RandomStream(seed);
        var weights = new float[width * units];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(random.NextGaussian() / Math.Sqrt(width));
        var bend = columns.mm(tensor(weights, [width, units])).relu_();
        return new(
            cat([columns, bend], 1).MoveToOuterDisposeScope(),
            Sentence.Of($"standardised columns and {units:N0} random units over them")
        );
    }
}
