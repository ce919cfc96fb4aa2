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
        RandomUnits = 512,
        RowsAtOnce = 65_536;

    // Measured on two cores: a filter over a patch of 108 values.
    private const double SecondsPerAnswer = 2.3e-6 / (729.0 * 108);

    /// <summary>Those of the test examples, by the same filters or units; null for none.</summary>
    public Tensor? Test { get; init; }

    /// <summary>A person's own.</summary>
    /// <param name="own">The embeddings.</param>
    public static ExampleFeatures Of(ExampleEmbeddings own)
    {
        var (table, rows) = (own.Table, own.Rows);
        var all = tensor(table.Values, [table.Rows, table.Width]);
        return new(all.narrow(0, 0, rows.Train), (own.Source(isScorer: true) with { File = null }).Words)
        {
            Test = rows.Test == 0 ? null : all.narrow(0, rows.Train, rows.Test),
        };
    }

    /// <summary>Finds them.</summary>
    /// <param name="set">The examples.</param>
    /// <param name="test">Test examples of the same shape; null for none.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <param name="seconds">Seconds of one processor that they should take at most.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="told">Told the share that is done.</param>
    /// <param name="cancel">Looked at now and then.</param>
    public static ExampleFeatures Of(
        ImageSet set,
        ImageSet? test,
        ulong seed,
        double seconds,
        int threads,
        Action<double> told,
        CancellationToken cancel
    )
    {
        if (set.Features is { } features)
            return OfColumns(features, set.Count, test?.Features, set.Width, seed);
        var small = test is null ? null : ReducedImages.Of(test, MostSide);
        return OfImages(ReducedImages.Of(set, MostSide), small, seed, seconds, threads, told, cancel);
    }

    private static ExampleFeatures OfImages(
        ImageSet images,
        ImageSet? test,
        ulong seed,
        double seconds,
        int threads,
        Action<double> told,
        CancellationToken cancel
    )
    {
        var side = Math.Min(6, Math.Min(images.Height, images.Width) / 2);
        if (side < 2)
            return OfColumns(Floats(images), images.Count, test is null ? null : Floats(test), images.ImageLength, seed);
        var isMirrored = images.Channels == 3;
        double answers = (images.Height - side + 1) * (images.Width - side + 1) * side * side * images.Channels * (isMirrored ? 2 : 1);
        var all = images.Count + (test?.Count ?? 0);
        // More filters than a tenth of the examples fit noise; more than 800 gain little and cost the square.
        var most = Math.Clamp(images.Count / 25, 50, 800);
        var count = (int)Math.Clamp(seconds / (SecondsPerAnswer * answers * all), Math.Min(50, most), most);
        var filters = PatchFilters.Draw(images, count, seed);
        var values = Find(images, 0);
        return new(values, Sentence.Of($"{count:N0} random filters of {side}x{side}{(isMirrored ? ", with the mirror images" : "")}"))
        {
            Test = test is null ? null : Find(test, images.Count),
        };

        Tensor Find(ImageSet set, int before) =>
            PatchFeatures.Of(set, filters, isMirrored, threads, index => told((double)(before + index) / all), cancel);
    }

    private static float[] Floats(ImageSet images) => Array.ConvertAll(images.Pixels, pixel => (float)pixel);

    /// <summary>Standardised columns, and as many random units as make the model bend.</summary>
    private static ExampleFeatures OfColumns(float[] values, int rows, float[]? test, int width, ulong seed)
    {
        using var scope = NewDisposeScope();
        var columns = nan_to_num(tensor(values, [rows, width]), 0, 0, 0);
        var mean = columns.mean([0], keepdim: true);
        var deviation = ColumnDeviation.Of(columns, mean);
        // A small table gets as many as it bears: with none, the middle one of three classes in a row, as in iris, is never told.
        var units = Math.Min(RandomUnits, Math.Max(rows / 8, Math.Min(rows / 3, 32)));
        if (units < 16)
            units = 0;
        var random = new RandomStream(seed);
        var weights = new float[width * units];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(random.NextGaussian() / Math.Sqrt(width));
        var bending = units == 0 ? null : tensor(weights, [width, units]);
        return new(
            Bent(columns).MoveToOuterDisposeScope(),
            units == 0 ? "standardised columns" : Sentence.Of($"standardised columns and {units:N0} random units over them")
        )
        {
            Test = test is null
                ? null
                : Bent(nan_to_num(tensor(test, [test.Length / width, width]), 0, 0, 0)).MoveToOuterDisposeScope(),
        };

        // A part at a time, so that a table of a million rows is there once.
        Tensor Bent(Tensor all)
        {
            var count = all.shape[0];
            var bent = empty(count, width + units, dtype: ScalarType.Float32);
            for (var first = 0L; first < count; first += RowsAtOnce)
            {
                using var inner = NewDisposeScope();
                var size = Math.Min(RowsAtOnce, count - first);
                var part = all.narrow(0, first, size).sub(mean).div_(deviation).Bound(-8, 8);
                bent.narrow(0, first, size).narrow(1, 0, width).copy_(part);
                if (bending is not null)
                    bent.narrow(0, first, size).narrow(1, width, units).copy_(part.mm(bending).relu_());
            }
            return bent;
        }
    }
}
