using WebLab.Contracts.Paper;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Paper.Items;

/// <summary>Table 3: the minimum-norm solutions of kernels, and that their norm does not predict their test error.</summary>
internal static class Table3
{
    private const string MnistPixels = "MNIST · pixels";
    private const string MnistGabor = "MNIST · Gabor filters";
    private const string CifarPixels = "CIFAR-10 · pixels";
    private const string CifarFilters = "CIFAR-10 · random conv-net";
    private const string CifarRidge = "CIFAR-10 · random conv-net with ridge";

    private static readonly RunSpec Mnist = new()
    {
        Dataset = DatasetName.Mnist,
        Model = ModelName.GaussianKernel,
        TrainSize = 60_000,
        TestSize = 10_000,
    };
    private static readonly RunSpec Cifar = Mnist with { Dataset = DatasetName.Cifar10, TrainSize = 50_000 };
    private static readonly RunSpec Filters = Cifar with { Model = ModelName.RandomFeatures, Filters = 32_000 };

    public static PaperItem Item { get; } =
        new()
        {
            Id = "table3",
            Title = "Table 3 · Kernels",
            Shows =
                "Linear models in a feature space, solved exactly so that they fit every training label, still predict well. "
                + "Their norm does not say how well: Gabor filters halve MNIST's error and raise the norm.",
            SmallScale =
                "10,000 of MNIST's 60,000 images, 5,000 of CIFAR-10's 50,000 and 2,000 filters, so that the matrices fit into 3 GB.",
            Chart = PaperChart.Table,
            Rows =
            [
                Row(
                    MnistPixels,
                    Mnist,
                    Small(Mnist, 10_000),
                    0.012,
                    0.002,
                    "the first author's gamma; one solution without any draw.",
                    norm: 220
                ),
                Row(
                    MnistGabor,
                    Mnist with
                    {
                        Model = ModelName.GaborKernel,
                    },
                    Small(Mnist with { Model = ModelName.GaborKernel }, 10_000),
                    0.006,
                    0.004,
                    "the paper does not print its wavelets.",
                    norm: 390
                ),
                Row(CifarPixels, Cifar, Small(Cifar, 5_000), 0.46, 0.03, "the paper does not print its gamma for CIFAR-10."),
                Row(
                    CifarFilters,
                    Filters,
                    Small(Filters, 5_000, 2_000),
                    0.17,
                    0.04,
                    "the paper prints neither the size of its filters nor their pooling."
                ),
                Row(
                    CifarRidge,
                    WithRidge(Filters),
                    WithRidge(Small(Filters, 5_000, 2_000)),
                    0.15,
                    0.04,
                    "the paper prints neither its filters nor its l2 coefficient."
                ),
            ],
            Claims =
            [
                new(
                    "Every solution without ridge fits every training label.",
                    results => results.Within(PaperMeasure.TrainAccuracy, 0.999, 1, MnistPixels, MnistGabor, CifarPixels, CifarFilters)
                ),
                new(
                    "On CIFAR-10 random filters that nobody trained are better than the pixels.",
                    results => results.Rises(PaperMeasure.TestError, CifarFilters, CifarPixels)
                ),
                new("On MNIST Gabor filters lower the error.", results => results.Rises(PaperMeasure.TestError, MnistGabor, MnistPixels)),
                new(
                    "And raise the norm: the norm does not predict the error.",
                    results => results.Rises(PaperMeasure.SolutionNorm, MnistPixels, MnistGabor)
                ),
            ],
        };

    private static RunSpec Small(RunSpec spec, int trainSize, int? filters = null) =>
        spec with
        {
            TrainSize = trainSize,
            Filters = filters ?? spec.Filters,
        };

    private static RunSpec WithRidge(RunSpec spec) => spec with { Ridge = 0.01 };

    private static PaperRow Row(
        string name,
        RunSpec full,
        RunSpec small,
        double error,
        double tolerance,
        string reason,
        double? norm = null
    ) =>
        new(
            name,
            full,
            small,
            norm is null
                ? [new(PaperMeasure.TestError, error, tolerance, reason)]
                :
                [
                    new(PaperMeasure.TestError, error, tolerance, reason),
                    new(PaperMeasure.SolutionNorm, norm, norm.Value / 3, "\"about\" in the paper, which does not say over which classes."),
                ]
        );
}
