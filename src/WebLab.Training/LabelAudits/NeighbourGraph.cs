using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>The nearest neighbours of each example among others.</summary>
/// <param name="Each">Neighbours of an example.</param>
/// <param name="Indices">Example after example, the nearest first.</param>
/// <param name="Distances">Their Euclidean distances.</param>
internal sealed record NeighbourGraph(int Each, int[] Indices, float[] Distances)
{
    private const int RowsAtOnce = 500;

    // Their distances to very many others would fill the memory.
    private const long DistancesAtOnce = 50_000_000;

    /// <summary>How many neighbours the test counts: a quarter of what a class has on average, 10 to 30. More tell more, until they are
    /// of other kinds.</summary>
    /// <param name="examples">Examples.</param>
    /// <param name="classes">Classes.</param>
    public static int EachFor(int examples, int classes) => Math.Clamp(examples / (4 * classes), 10, 30);

    /// <summary>Finds the nearest points of a set for each of some points.</summary>
    /// <param name="points">Points x dimensions, float32.</param>
    /// <param name="among">The points to search; the same tensor leaves out each point itself.</param>
    /// <param name="each">Neighbours wanted.</param>
    /// <param name="told">Told the share that is done.</param>
    /// <param name="cancel">Looked at between the parts.</param>
    public static NeighbourGraph Of(Tensor points, Tensor among, int each, Action<double> told, CancellationToken cancel)
    {
        var isSelf = ReferenceEquals(points, among);
        each = (int)Math.Min(each, among.shape[0] - (isSelf ? 1 : 0));
        var count = points.shape[0];
        var (indices, distances) = (new int[count * each], new float[count * each]);
        using var norms = among.Squared().sum(1);
        var some = Math.Clamp(DistancesAtOnce / Math.Max(among.shape[0], 1), 16, RowsAtOnce);
        for (var first = 0L; first < count; first += some)
        {
            cancel.ThrowIfCancellationRequested();
            told((double)first / count);
            using var scope = NewDisposeScope();
            var rows = points.narrow(0, first, Math.Min(some, count - first));
            var squares = addmm(norms, rows, among.t(), 1, -2);
            if (isSelf)
                squares.diagonal(first, 0, 1).narrow(0, 0, rows.shape[0]).Fill(double.PositiveInfinity);
            var (values, at) = squares.topk(each, 1, largest: false, sorted: true);
            values = values.Increase(rows.Squared().sum(1, keepdim: true)).Bound(0, double.PositiveInfinity).sqrt_();
            values.data<float>().CopyTo(distances, (int)(first * each));
            at.to(ScalarType.Int32).data<int>().CopyTo(indices, (int)(first * each));
        }
        return new(each, indices, distances);
    }

    /// <summary>The leading directions, found from random ones: in these few, distances are nearly those in all.</summary>
    /// <param name="features">Examples x features, float32, of mean 0.</param>
    /// <param name="dimensions">Dimensions wanted.</param>
    /// <returns>The features themselves where they are no more.</returns>
    public static Tensor Directions(Tensor features, int dimensions)
    {
        if (features.shape[1] <= dimensions)
            return eye(features.shape[1]);
        using var scope = NewDisposeScope();
        var generator = new Generator(1);
        var basis = randn([features.shape[1], dimensions + 16], generator: generator);
        // Twice over the data, orthogonal in between: the leading directions come out well enough for neighbours.
        for (var pass = 0; pass < 2; pass++)
            basis = linalg.qr(features.t().mm(features.mm(basis))).Q;
        var (_, vectors) = linalg.eigh(features.mm(basis).t().mm(features.mm(basis)));
        return basis.mm(vectors.narrow(1, vectors.shape[1] - dimensions, dimensions)).MoveToOuterDisposeScope();
    }
}
