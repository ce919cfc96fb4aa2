using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>The deviation of each column of a large matrix, a part at a time: squares of all of it would take its memory again.</summary>
internal static class ColumnDeviation
{
    private const int RowsAtOnce = 65_536;

    /// <summary>1 x columns, at least 1e-6.</summary>
    /// <param name="values">Rows x columns, float32.</param>
    /// <param name="mean">What is taken off each column first; null where its mean is 0.</param>
    public static Tensor Of(Tensor values, Tensor? mean = null)
    {
        using var scope = NewDisposeScope();
        var (sum, count) = (zeros(1, values.shape[1]), values.shape[0]);
        for (var first = 0L; first < count; first += RowsAtOnce)
        {
            using var inner = NewDisposeScope();
            var rows = values.narrow(0, first, Math.Min(RowsAtOnce, count - first));
            sum.Increase((mean is null ? rows : rows.sub(mean)).Squared().sum([0], keepdim: true));
        }
        return sum.DivideBy(count).sqrt().AtLeast(1e-6).MoveToOuterDisposeScope();
    }
}
