namespace WebLab.Contracts.Runs;

/// <summary>What a worker knows of a run before the first step.</summary>
/// <param name="Parameters">Trainable parameters of the network.</param>
/// <param name="StepsPerEpoch">Steps an epoch; the last one may be smaller than the batch size.</param>
/// <param name="RealisedNoiseRate">The share of training labels that differ from the true label, 0 to 1.</param>
/// <param name="GivenLabelHash">SHA-256 of the given labels, one byte an image, as 64 lower-case hexadecimal digits.</param>
/// <param name="Device">The device trained on, for example <c>cpu</c> or <c>cuda:0</c>.</param>
/// <param name="Threads">Threads the worker computes with.</param>
public sealed record RunFacts(
    int Parameters,
    int StepsPerEpoch,
    double RealisedNoiseRate,
    string GivenLabelHash,
    string Device,
    int Threads
);
