namespace WebLab.Training;

/// <summary>How the training images are predicted, by whether their label was corrupted; counts of images.</summary>
/// <param name="Count">Training images.</param>
/// <param name="Corrupted">Of them with a given label that is not the true one.</param>
/// <param name="PredictedGiven">Of all, predicted as their given label.</param>
/// <param name="PredictedTrue">Of all, predicted as their true label.</param>
/// <param name="CorruptedPredictedGiven">Of the corrupted, predicted as their given label.</param>
/// <param name="CorruptedPredictedTrue">Of the corrupted, predicted as their true label.</param>
internal sealed record TrainShares(
    long Count,
    long Corrupted,
    long PredictedGiven,
    long PredictedTrue,
    long CorruptedPredictedGiven,
    long CorruptedPredictedTrue
)
{
    public double TrainAccuracy => (double)PredictedGiven / Count;

    public double CleanAccuracy => (double)PredictedTrue / Count;

    public double? MemorisedFraction => Share(CorruptedPredictedGiven, Corrupted);

    public double? CorruptedPredictedTrueShare => Share(CorruptedPredictedTrue, Corrupted);

    public double? CorruptedPredictedOtherShare => Share(Corrupted - CorruptedPredictedGiven - CorruptedPredictedTrue, Corrupted);

    public double? CleanPredictedTrueShare => Share(PredictedTrue - CorruptedPredictedTrue, Count - Corrupted);

    public double? CleanPredictedOtherShare => Share(Count - Corrupted - PredictedTrue + CorruptedPredictedTrue, Count - Corrupted);

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
