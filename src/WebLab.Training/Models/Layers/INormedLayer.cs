namespace WebLab.Training.Models;

/// <summary>A convolution with its batch norm, whose tensors are <c>_weight</c>, <c>_gain</c> where it has one, <c>_bias</c>,
/// <c>_runningMean</c> and <c>_runningVariance</c>.</summary>
internal interface INormedLayer
{
    /// <summary>What is added to the variance before its root is taken.</summary>
    double Epsilon { get; }
}
