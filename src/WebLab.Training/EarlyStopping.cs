
namespace WebLab.Training;

/// <summary>Ends a run that has not become better on held-out training images for some epochs; the test set has no say.</summary>
/// <param name="patience">Epochs without a better accuracy after which it ends, at least 1.</param>
internal sealed class EarlyStopping(int patience)
{
    private double _best = double.NegativeInfinity;
    private int _epochsSinceBest;

    /// <summary>Takes in an epoch.</summary>
    /// <param name="holdOutAccuracy">Its held-out accuracy; null without a hold-out, which never stops.</param>
    /// <returns>Whether the run ends with it.</returns>
    public bool Stops(double? holdOutAccuracy)
    {
        if (holdOutAccuracy is not { } accuracy)
            return false;
        _epochsSinceBest = accuracy > _best ? 0 : _epochsSinceBest + 1;
        _best = Math.Max(_best, accuracy);
        return _epochsSinceBest >= patience;
    }

    /// <summary>Writes what it remembers.</summary>
    /// <param name="writer">Of a checkpoint.</param>
    public void Save(BinaryWriter writer)
    {
        writer.Write(_best);
        writer.Write(_epochsSinceBest);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Of a checkpoint.</param>
    public void Load(BinaryReader reader)
    {
        _best = reader.ReadDouble();
        _epochsSinceBest = reader.ReadInt32();
    }
}
