using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>Examples as they are looked at for being nearly equal: points among which near ones are soon found, and how far apart those
/// are in truth.</summary>
internal abstract class ComparedExamples(Tensor points, int candidates)
{
    /// <summary>Examples x dimensions, float32.</summary>
    public Tensor Points => points;

    /// <summary>How many near points of each are compared in truth.</summary>
    public int Candidates => candidates;

    /// <summary>How far each example is from its near ones.</summary>
    /// <param name="among">The others; of the same kind.</param>
    /// <param name="graph">The near ones.</param>
    /// <param name="sample">Which of these examples the graph is of; null for all.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="cancel">Looked at now and then.</param>
    /// <returns>A distance for each of the graph's indices.</returns>
    public abstract double[] Apart(ComparedExamples among, NeighbourGraph graph, int[]? sample, int threads, CancellationToken cancel);

    /// <summary>The training and test examples themselves; no test examples where there are none of the same size.</summary>
    /// <param name="subject">What is looked at.</param>
    public static (ComparedExamples Train, ComparedExamples? Test) Of(LabelAuditSubject subject)
    {
        var test = subject.Test is { Count: > 0 } set && set.ImageLength == subject.Train.ImageLength ? set : null;
        if (subject.Train.Features is null)
            return (ComparedImages.Of(subject.Train), test is null ? null : ComparedImages.Of(test));
        var values = Values(subject.Train);
        var mean = values.mean([0], keepdim: true);
        var deviation = (values - mean).Squared().mean([0], keepdim: true).sqrt().AtLeast(1e-6f);
        return (new ComparedRows((values - mean) / deviation), test is null ? null : new ComparedRows((Values(test) - mean) / deviation));

        static Tensor Values(ImageSet rows) => nan_to_num(tensor(rows.Features!, [rows.Count, rows.Width]), 0, 0, 0);
    }

    /// <summary>A person's embeddings, which are no longer needed for anything else; no test examples where they have none.</summary>
    /// <param name="embedded">Them, with standardised columns.</param>
    public static (ComparedExamples Train, ComparedExamples? Test) Of(ExampleFeatures embedded)
    {
        var train = ComparedEmbeddings.Directed(embedded.Values);
        var directions = NeighbourGraph.Directions(train, ComparedEmbeddings.Dimensions);
        return (Compared(train), embedded.Test is null ? null : Compared(ComparedEmbeddings.Directed(embedded.Test)));

        ComparedEmbeddings Compared(Tensor values) => new(values, values.mm(directions));
    }
}

/// <summary>Rows of features: standardised columns, and nothing else.</summary>
internal sealed class ComparedRows(Tensor points) : ComparedExamples(points, 1)
{
    public override double[] Apart(ComparedExamples among, NeighbourGraph graph, int[]? sample, int threads, CancellationToken cancel) =>
        Array.ConvertAll(graph.Distances, distance => (double)distance);
}

/// <summary>Images: at eight by eight pixels many are compared soon; at thirty-two, what differs in its detail alone is told
/// apart.</summary>
internal sealed class ComparedImages(Tensor points, ImageSet fine) : ComparedExamples(points, 3)
{
    private const int Side = 8,
        FineSide = 32;

    private readonly ImageSet _fine = fine;

    public static ComparedImages Of(ImageSet set)
    {
        var small = ReducedImages.Of(set, Side);
        return new(
            tensor(small.Pixels, [small.Count, small.ImageLength]).to(ScalarType.Float32),
            ReducedImages.Of(set, FineSide)
        );
    }

    public override double[] Apart(ComparedExamples among, NeighbourGraph graph, int[]? sample, int threads, CancellationToken cancel)
    {
        var (others, apart) = (((ComparedImages)among)._fine, new double[graph.Indices.Length]);
        Parallel.For(0, apart.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, at =>
        {
            var i = at / graph.Each;
            apart[at] = Apart(_fine.Image(sample?[i] ?? i), others.Image(graph.Indices[at]));
        });
        return apart;
    }

    private static double Apart(ReadOnlySpan<byte> values, ReadOnlySpan<byte> others)
    {
        var sum = 0L;
        for (var i = 0; i < values.Length; i++)
        {
            var difference = values[i] - others[i];
            sum += difference * difference;
        }
        return Math.Sqrt(sum);
    }
}

/// <summary>
/// Embeddings: 1 less the cosine over all columns, as the reference implementation has it for more than three; up to three, the distance.
/// Candidates are found in the leading directions.
/// </summary>
internal sealed class ComparedEmbeddings(Tensor values, Tensor points) : ComparedExamples(points, 3)
{
    /// <summary>Directions in which candidates are found.</summary>
    public const int Dimensions = 64;

    private const int WidestPlain = 3,
        ValuesAtOnce = 20_000_000;

    private readonly Tensor _values = values;

    /// <summary>Where each points to, in place; up to three columns as they are.</summary>
    /// <param name="values">Examples x features, float32.</param>
    public static Tensor Directed(Tensor values)
    {
        if (values.shape[1] <= WidestPlain)
            return values;
        // A part at a time: the squares of all would take their memory again.
        var some = Math.Max(ValuesAtOnce / values.shape[1], 1);
        for (var first = 0L; first < values.shape[0]; first += some)
        {
            using var scope = NewDisposeScope();
            var rows = values.narrow(0, first, Math.Min(some, values.shape[0] - first));
            rows.div_(rows.Squared().sum(1, keepdim: true).sqrt_().AtLeast(1e-6));
        }
        return values;
    }

    public override double[] Apart(ComparedExamples among, NeighbourGraph graph, int[]? sample, int threads, CancellationToken cancel)
    {
        var (others, width) = (((ComparedEmbeddings)among)._values, _values.shape[1]);
        var (apart, done) = (new double[graph.Indices.Length], 0);
        var some = (int)Math.Clamp(ValuesAtOnce / width, 1, apart.Length);
        for (; done < apart.Length; done += some)
        {
            cancel.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            int[] pairs = [.. Enumerable.Range(done, Math.Min(some, apart.Length - done))];
            var own = Array.ConvertAll(pairs, at => (long)(sample?[at / graph.Each] ?? (at / graph.Each)));
            var near = Array.ConvertAll(pairs, at => (long)graph.Indices[at]);
            var squares = _values.index_select(0, tensor(own)).sub_(others.index_select(0, tensor(near))).Squared().sum(1);
            // Of two directions, half the square of their distance is 1 less their cosine.
            var distances = width <= WidestPlain ? squares.sqrt_() : squares.Scale(0.5);
            distances.to(ScalarType.Float64).data<double>().CopyTo(apart, done);
        }
        return apart;
    }
}
