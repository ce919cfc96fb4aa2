using static TorchSharp.torch;

namespace WebLab.Training.Kernels;

/// <summary>A solved kernel run.</summary>
/// <param name="Train">Its outputs on the training images, n x classes.</param>
/// <param name="Test">Its outputs on the test images.</param>
/// <param name="Norm">||w|| over all classes.</param>
/// <param name="Note">What is to be said about how it was solved, or null.</param>
internal sealed record KernelSolution(Tensor Train, Tensor Test, double Norm, string? Note);
