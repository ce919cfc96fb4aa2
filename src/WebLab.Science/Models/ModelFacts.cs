using WebLab.Contracts.Specs;

namespace WebLab.Science.Models;

/// <summary>What is fixed about a network or a kernel. The parameter counts are asserted against the networks themselves by a
/// test.</summary>
/// <param name="Name">The network.</param>
/// <param name="Title">Its name on the screen.</param>
/// <param name="Description">One sentence on what it is.</param>
/// <param name="Parameters">Trainable parameters on 28x28x3 and ten classes (paper, table 1); 0 for a kernel, whose coefficients grow with
/// the training set.</param>
/// <param name="MultiplyAdds">Multiply-adds of one forward pass of one 28x28x3 image (paper.md 5); 0 for a kernel.</param>
/// <param name="LearningRate">The paper's initial learning rate for it (appendix A).</param>
public sealed record ModelFacts(string Name, string Title, string Description, int Parameters, long MultiplyAdds, double LearningRate)
{
    /// <summary>Every network and then every kernel, in the order in which they are shown.</summary>
    public static IReadOnlyList<ModelFacts> All { get; } =
    [
        new(
            ModelName.SmallInception,
            "Small Inception",
            "1x1 and 3x3 pathways side by side, batch normalisation in every convolution module (figure 3).",
            1_649_402,
            204_219_680,
            0.1
        ),
        new(
            ModelName.SmallInceptionNoBn,
            "Small Inception without batch norm",
            "The same network with every batch normalisation removed.",
            1_649_402,
            204_219_680,
            0.1
        ),
        new(
            ModelName.SmallAlexnet,
            "Small AlexNet",
            "Two modules of 5x5 convolution, pooling and local response normalisation, then 384 and 192 hidden units.",
            1_387_786,
            25_113_472,
            0.01
        ),
        new(ModelName.Mlp3x512, "MLP 3x512", "Three hidden layers of 512 rectified units.", 1_735_178, 1_733_632, 0.01),
        new(ModelName.Mlp1x512, "MLP 1x512", "One hidden layer of 512 rectified units.", 1_209_866, 1_209_344, 0.01),
        new(
            ModelName.Linear,
            "Linear softmax",
            "Softmax regression on the pixels: the traditional model that cannot fit random labels.",
            23_530,
            23_520,
            0.01
        ),
        new(ModelName.LinearKernel, "Linear kernel", "The minimum-norm linear solution on the pixels, solved and not trained.", 0, 0, 0.01),
        new(
            ModelName.GaussianKernel,
            "Gaussian kernel",
            "The minimum-norm solution with a Gaussian kernel on the pixels, solved and not trained.",
            0,
            0,
            0.01
        ),
        new(
            ModelName.RandomFeatures,
            "Random convolutional features",
            "The minimum-norm solution on the features of one convolutional layer with random filters.",
            0,
            0,
            0.01
        ),
        new(
            ModelName.GaborKernel,
            "Gaussian kernel on Gabor features",
            "The minimum-norm solution with a Gaussian kernel on Gabor wavelet features.",
            0,
            0,
            0.01
        ),
    ];

    /// <summary>Their ids, in that order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(facts => facts.Name)];

    /// <summary>The facts of the network of that id, in any case, or null.</summary>
    /// <param name="name">The id.</param>
    public static ModelFacts? Find(string? name) =>
        All.FirstOrDefault(facts => string.Equals(facts.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The facts of one network.</summary>
    /// <param name="name">An id that there is.</param>
    public static ModelFacts Of(string name) => Find(name) ?? throw new ArgumentException($"There is no model {name}.", nameof(name));
}
