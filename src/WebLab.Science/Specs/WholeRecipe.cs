using System.Security.Cryptography;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Specs;

/// <summary>
/// A recipe as versions up to 5848dc5 wrote it, whole and in this order: the checkpoints of their runs know it by the hash of that. Nothing
/// is ever added here.
/// </summary>
internal static class WholeRecipe
{
    private static readonly string[] CorruptionFields =
    [
        "noiseRate",
        "pixelGrouping",
        "gaussianMoments",
        "corruptTestPixels",
        "transitionMatrix",
        "labelFile",
    ];

    private static readonly string[] KernelFields = ["gamma", "ridge", "filters"];

    /// <summary>SHA-256 of that JSON, 32 bytes; null for a recipe with fields that those versions had not.</summary>
    public static byte[]? Hash(RunSpec spec)
    {
        var (corruption, kernel) = (spec.Corruption.Fields, spec.ModelFields);
        if (
            spec.Analysis is not null
            || spec.StartFrom is not null
            || spec.KeptNetworks != 0
            || spec.Extensions is not null
            || spec.Loss != new LossSpec()
            || spec.Precision != PrecisionName.Full
            || corruption.Names.Except(CorruptionFields).Any()
            || kernel.Names.Except(KernelFields).Any()
        )
            return null;
        var whole = new
        {
            spec.Dataset,
            spec.TrainSize,
            spec.TestSize,
            spec.Model,
            Corruption = new
            {
                spec.Corruption.Kind,
                NoiseRate = corruption.Number("noiseRate") ?? 0,
                PixelGrouping = corruption.Text("pixelGrouping") ?? "positions",
                GaussianMoments = corruption.Text("gaussianMoments") ?? "scalar",
                CorruptTestPixels = corruption.Switch("corruptTestPixels") ?? true,
                TransitionMatrix = corruption.Matrix("transitionMatrix"),
                LabelFile = corruption.Text("labelFile"),
            },
            spec.Epochs,
            spec.BatchSize,
            spec.LearningRate,
            spec.LearningRateDecay,
            spec.Momentum,
            spec.WeightDecay,
            Regularisers = new
            {
                spec.Regularisers.RandomCrop,
                spec.Regularisers.HorizontalFlip,
                spec.Regularisers.Rotation,
                spec.Regularisers.Dropout,
                spec.Regularisers.LabelSmoothing,
                spec.Regularisers.HoldOut,
                spec.Regularisers.Patience,
            },
            Kernel = new
            {
                Gamma = kernel.Number("gamma") ?? 0.02,
                Ridge = kernel.Number("ridge") ?? 0,
                Filters = kernel.Number("filters") ?? 1_000,
            },
            spec.StopWhenFitted,
            spec.Seed,
        };
        return SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(whole, LabJson.Options));
    }
}
