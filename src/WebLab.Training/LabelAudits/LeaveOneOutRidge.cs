using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>
/// Ridge regression of the classes on standardised features, and what it says of each example without that example: with the hat matrix H,
/// (yhat_i - h_ii y_i) / (1 - h_ii), in closed form from one factorisation.
/// </summary>
internal sealed class LeaveOneOutRidge : IDisposable
{
    private const int RowsAtOnce = 4_096;

    private readonly Tensor _features,
        _factor,
        _mean,
        _deviation;

    private LeaveOneOutRidge(Tensor features, Tensor factor, Tensor leverage, Tensor mean, Tensor deviation) =>
        (_features, _factor, Leverage, _mean, _deviation) = (features, factor, leverage, mean, deviation);

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
        var gram = features.t().mm(features).to(ScalarType.Float64);
        gram.diagonal().Increase(ridge * count);
        cancel.ThrowIfCancellationRequested();
        var factor = linalg.cholesky(gram);
        var inverse = cholesky_inverse(factor).to(ScalarType.Float32);
        var leverage = empty(count, dtype: ScalarType.Float32);
        for (var first = 0L; first < count; first += RowsAtOnce)
        {
            cancel.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var rows = features.narrow(0, first, Math.Min(RowsAtOnce, count - first));
            leverage.narrow(0, first, rows.shape[0]).copy_(rows.mm(inverse).mul_(rows).sum(1));
        }
        leverage.Increase(1.0 / count);
        return new(
            features,
            factor.MoveToOuterDisposeScope(),
            leverage.MoveToOuterDisposeScope(),
            mean.MoveToOuterDisposeScope(),
            deviation.MoveToOuterDisposeScope()
        );
    }

    /// <summary>Standardises features in place.</summary>
    /// <param name="features">Examples x features, float32.</param>
    /// <returns>What was taken off each column, and what it was then divided by.</returns>
    public static (Tensor Mean, Tensor Deviation) Standardise(Tensor features)
    {
        var mean = features.mean([0], keepdim: true);
        features.sub_(mean);
        var deviation = ColumnDeviation.Of(features);
        features.div_(deviation);
        return (mean, deviation);
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
        var weights = _features.t().mm(targets - mean).to(ScalarType.Float64).cholesky_solve(_factor).to(ScalarType.Float32);
        return features.mm(weights).Increase(mean);
    }

    public void Dispose()
    {
        _factor.Dispose();
        _mean.Dispose();
        _deviation.Dispose();
        Leverage.Dispose();
    }
}
