using WebLab.Contracts.Curves;

namespace WebLab.Training;

/// <summary>What evaluation finds at the end of an epoch; accuracies and shares are 0 to 1.</summary>
/// <param name="Train">The training images against given and true labels.</param>
/// <param name="TestAccuracy">Against true labels.</param>
/// <param name="TestLoss">Mean cross-entropy against true labels.</param>
/// <param name="HoldOutAccuracy">Against given labels; null without a hold-out.</param>
internal sealed record EpochMeasures(TrainShares Train, double TestAccuracy, double TestLoss, double? HoldOutAccuracy);
