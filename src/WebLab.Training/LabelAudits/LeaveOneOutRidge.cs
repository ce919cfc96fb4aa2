using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>
/// Ridge regression of the classes on standardised features, and what it says of each example without that example: with the hat matrix H,
/// (yhat_i - h_ii y_i) / (1 - h_ii), in closed form from one factorisation, of the features' products or, where there are fewer examples,
/// of theirs.
/// </summary>
internal sealed class LeaveOneOutRidge : IDisposable
{
    private const int RowsAtOnce = 4_096;

    // Whether the factor is of (examples x examples): with K of their products, H is I less the ridge times the inverse of K + ridge I.
    private readonly bool _isWide;
    private readonly Tensor _features,
        _factor,
        _mean,
        _deviation;

    private LeaveOneOutRidge(Tensor features, Tensor factor, Tensor leverage, Tensor mean, Tensor deviation) =>
        (_isWide, _features, _factor, Leverage, _mean, _deviation) = (IsWide(features), features, factor, leverage, mean, deviation);

    /// <summary>How much each example decides its own prediction, h_ii, the mean's 1/n with it; float32.</summary>
    public Tensor Leverage { get; }

    /// <summary>Standardises the features in place and factorises.</summary>
    /// <param name="features">Examples x features, float32; they become standardised.</param>
    /// <param name="ridge">The ridge for each example.</param>
    /// <param name="cancel">Looked at between the steps.</param>
    public static LeaveOneOutRidge Factorise(Tensor features, double ridge, CancellationToken cancel)
    {
        using var scope = NewDisposeScope();
        var count = features.shape[0];
        var (mean, deviation) = Standardise(features);
        cancel.ThrowIfCancellationRequested();
        var gram = Products(features);
        gram.diagonal().Increase(ridge * count);
        cancel.ThrowIfCancellationRequested();
        var factor = linalg.cholesky(gram);
        // Of many features each of these matrices takes gigabytes.
        gram.Dispose();
        var inverse = cholesky_inverse(factor);
        var leverage = IsWide(features)
            ? inverse.diagonal().Times(ridge * count).SubtractedFrom(1).to(ScalarType.Float32)
            : LeverageOf(features, inverse.to(ScalarType.Float32), cancel);
        leverage.Increase(1.0 / count);
        return new(
            features,
            factor.MoveToOuterDisposeScope(),
            leverage.MoveToOuterDisposeScope(),
            mean.MoveToOuterDisposeScope(),
            deviation.MoveToOuterDisposeScope()
        );
    }

    /// <summary>Makes each column's mean 0 and deviation 1, in place.</summary>
    /// <param name="features">Examples x features, float32.</param>
    /// <returns>What they were, 1 x features.</returns>
    public static (Tensor Mean, Tensor Deviation) Standardise(Tensor features)
    {
        using var scope = NewDisposeScope();
        var mean = features.mean([0], keepdim: true);
        features.sub_(mean);
        var deviation = ColumnDeviation.Of(features);
        features.div_(deviation);
        return (mean.MoveToOuterDisposeScope(), deviation.MoveToOuterDisposeScope());
    }

    /// <summary>What is predicted for each example without it.</summary>
    /// <param name="targets">Examples x classes, float32.</param>
    public Tensor Predict(Tensor targets)
    {
        using var scope = NewDisposeScope();
        var fitted = Fitted(_features, targets);
        var leverage = Leverage.unsqueeze(1);
        return fitted.sub_(targets * leverage).div_(leverage.SubtractedFrom(1)).MoveToOuterDisposeScope();
    }

    /// <summary>What is predicted for examples that are none of those.</summary>
    /// <param name="targets">The targets of those that it was made from.</param>
    /// <param name="others">Examples x features, float32, of the same features; they become standardised.</param>
    public Tensor PredictOthers(Tensor targets, Tensor others)
    {
        using var scope = NewDisposeScope();
        return Fitted(others.sub_(_mean).div_(_deviation), targets).MoveToOuterDisposeScope();
    }

    private Tensor Fitted(Tensor features, Tensor targets)
    {
        var mean = targets.mean([0], keepdim: true);
        var weights = _isWide
            ? _features.t().mm(Solved(targets - mean))
            : Solved(_features.t().mm(targets - mean));
        return features.mm(weights).Increase(mean);

        Tensor Solved(Tensor right) => right.to(ScalarType.Float64).cholesky_solve(_factor).to(ScalarType.Float32);
    }

    private static bool IsWide(Tensor features) => features.shape[1] > features.shape[0];

    private static Tensor Products(Tensor features)
    {
        using var scope = NewDisposeScope();
        var products = IsWide(features) ? features.mm(features.t()) : features.t().mm(features);
        return products.to(ScalarType.Float64).MoveToOuterDisposeScope();
    }

    private static Tensor LeverageOf(Tensor features, Tensor inverse, CancellationToken cancel)
    {
        var leverage = empty(features.shape[0], dtype: ScalarType.Float32);
        for (var first = 0L; first < features.shape[0]; first += RowsAtOnce)
        {
            cancel.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var rows = features.narrow(0, first, Math.Min(RowsAtOnce, features.shape[0] - first));
            leverage.narrow(0, first, rows.shape[0]).copy_(rows.mm(inverse).mul_(rows).sum(1));
        }
        return leverage;
    }

    public void Dispose()
    {
        _factor.Dispose();
        _mean.Dispose();
        _deviation.Dispose();
        Leverage.Dispose();
    }
}
