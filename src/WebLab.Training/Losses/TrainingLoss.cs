using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Losses;

/// <summary>The training that a loss is made for.</summary>
/// <param name="Spec">Its recipe.</param>
/// <param name="Examples">Training examples by original index, those that are held out among them.</param>
/// <param name="Classes">Classes.</param>
/// <param name="Device">Where it trains.</param>
/// <param name="CreatePeer">Makes another network of the recipe on that device, its weights drawn from a seed of its own; whoever asks
/// for it ends it.</param>
public sealed record LossSetup(RunSpec Spec, int Examples, int Classes, Device Device, Func<Module<Tensor, Tensor>> CreatePeer)
{
    /// <summary>The number that the recipe has in a field of the loss's own, or the default.</summary>
    /// <param name="field">The field.</param>
    public double Number(FieldInfo field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return OwnFields.LossNumber(Spec, field);
    }
}

/// <summary>One step of a training.</summary>
/// <param name="Epoch">The epoch in hand, 1-based.</param>
/// <param name="Number">The step of the whole training, 1-based: what a loss draws is drawn for it, so that a resumed training draws the
/// same.</param>
/// <param name="LearningRate">The epoch's learning rate.</param>
/// <param name="Examples">The batch's original indices, int64, on the device.</param>
/// <param name="Labels">Its given labels, int64, on the device.</param>
public sealed record LossStep(int Epoch, int Number, double LearningRate, Tensor Examples, Tensor Labels);

/// <summary>What one network is trained on, with whatever it keeps from step to step. Tensors that are made in a step are freed with
/// it.</summary>
public abstract class TrainingLoss : IDisposable
{
    /// <summary>About the bytes that <see cref="Save"/> writes.</summary>
    public virtual long StateBytes => 0;

    /// <summary>What the network is shown in the place of a batch.</summary>
    /// <param name="images">The batch, N x channels x rows x columns.</param>
    /// <param name="step">The step.</param>
    public virtual Tensor Prepare(Tensor images, LossStep step) => images;

    /// <summary>The loss whose gradient is followed, a scalar.</summary>
    /// <param name="images">What the network was shown.</param>
    /// <param name="logits">Its outputs, N x classes.</param>
    /// <param name="crossEntropy">Their mean cross-entropy against the given labels, which is shown, a scalar.</param>
    /// <param name="step">The step.</param>
    public abstract Tensor Of(Tensor images, Tensor logits, Tensor crossEntropy, LossStep step);

    /// <summary>Writes what it keeps from step to step.</summary>
    /// <param name="writer">Of a checkpoint.</param>
    public virtual void Save(BinaryWriter writer) { }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Of a checkpoint.</param>
    public virtual void Load(BinaryReader reader) { }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what it keeps.</summary>
    /// <param name="disposing">Whether it is asked for.</param>
    protected virtual void Dispose(bool disposing) { }
}
