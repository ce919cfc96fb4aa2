using WebLab.Contracts.Paper;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Paper.Items;

/// <summary>Table 3: the minimum-norm solutions of kernels, and that their norm does not predict their test error.</summary>
internal static class Table3
{
    private const string MnistPart = "MNIST";
    private const string CifarPart = "CIFAR-10";
    private const string PeakPart = "5,000 of CIFAR-10";
    private const string MnistPixels = $"{MnistPart} · pixels";
    private const string MnistGabor = $"{MnistPart} · Gabor filters";
    private const string CifarPixels = $"{CifarPart} · pixels";
    private const string CifarFilters = $"{CifarPart} · random conv-net";
    private const string CifarRidge = $"{CifarPart} · random conv-net with ridge";
    private const string FewerFeatures = $"{PeakPart} · random conv-net, 2 features for 5 images";
    private const string AsManyFeatures = $"{PeakPart} · random conv-net, as many features as images";
    private const string MoreFeatures = $"{PeakPart} · random conv-net, 3.2 times as many";

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
            Number = "Table 3",
            Name = "Kernels",
            Shows =
                "Linear models in a feature space, solved exactly so that they fit every training label, still predict well. "
                + "Their norm does not say how well: Gabor filters halve MNIST's error and raise the norm.",
            Compared =
                "The paper prints test errors, and in its text norms of about 220 and 390 without saying what is summed. Compared are "
                + "the errors, and the norm of all ten solutions together with targets 0 and 1: of all of MNIST it comes to about 143, "
                + "and no other way of summing comes to 220 either.",
            SmallScale =
                "10,000 of MNIST's 60,000 images, 5,000 of CIFAR-10's 50,000 and 3,200 filters, 2.56 features an image as in the paper, "
                + "so that the matrices fit into 3 GB.",
            Chart = PaperChart.Table,
            Rows =
            [
                Row(
                    MnistPart,
                    MnistPixels,
                    Mnist,
                    Small(Mnist, 10_000),
                    0.012,
                    0.002,
                    "the first author's gamma; one solution without any draw.",
                    norm: 220
                ),
                Row(
                    MnistPart,
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
                Row(
                    CifarPart,
                    CifarPixels,
                    Cifar,
                    Small(Cifar, 5_000),
                    0.46,
                    0.03,
                    "the paper does not print its gamma for CIFAR-10."
                ),
                Row(
                    CifarPart,
                    CifarFilters,
                    Filters,
                    Small(Filters, 5_000, 3_200),
                    0.17,
                    0.04,
                    "the paper prints neither the size of its filters nor their pooling."
                ),
                Row(
                    CifarPart,
                    CifarRidge,
                    WithRidge(Filters),
                    WithRidge(Small(Filters, 5_000, 3_200)),
                    0.15,
                    0.04,
                    "the paper prints neither its filters nor its l2 coefficient."
                ),
                Peak(FewerFeatures, 500),
                Peak(AsManyFeatures, 1_250),
                Peak(MoreFeatures, 4_000),
            ],
            Claims =
            [
                new(
                    "Every solution without ridge fits every training label.",
                    results =>
                        PaperResults.All(
                            results.WithinExactly(PaperMeasure.TrainAccuracy, 0.999, 1, MnistPixels, MnistGabor, CifarPixels),
                            results.Within(PaperMeasure.TrainAccuracy, 0.999, 1, CifarFilters)
                        )
                ),
                new(
                    "On CIFAR-10 random filters that nobody trained are better than the pixels.",
                    results => results.Rises(PaperMeasure.TestError, CifarFilters, CifarPixels)
                ),
                new(
                    "On MNIST Gabor filters lower the error.",
                    results => results.RisesExactly(PaperMeasure.TestError, MnistGabor, MnistPixels)
                ),
                new(
                    "And raise the norm: the norm does not predict the error.",
                    results => results.RisesExactly(PaperMeasure.SolutionNorm, MnistPixels, MnistGabor)
                ),
                new(
                    "With as many features as images the error peaks, for there is one solution and it is a bad one; with fewer and with "
                        + "more it is lower.",
                    results =>
                        PaperResults.All(
                            results.Rises(PaperMeasure.TestError, FewerFeatures, AsManyFeatures),
                            results.Rises(PaperMeasure.TestError, MoreFeatures, AsManyFeatures)
                        )
                ),
            ],
        };

    private static RunSpec Small(RunSpec spec, int trainSize, int? filters = null) =>
        spec with
        {
            TrainSize = trainSize,
            Filters = filters ?? spec.Filters,
        };

    /// <summary>The interpolation peak, at the size at which every machine can show it: four features a filter.</summary>
    private static PaperRow Peak(string name, int filters) =>
        new(name, Small(Filters, 5_000, filters), Small(Filters, 5_000, filters), []) { Part = PeakPart };

    private static RunSpec WithRidge(RunSpec spec) => spec with { Ridge = 0.01 };

    private static PaperRow Row(
        string part,
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
        )
        {
            Part = part,
        };
}
