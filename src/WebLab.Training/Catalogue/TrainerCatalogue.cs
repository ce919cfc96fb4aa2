using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Science.Jobs;
using WebLab.Training.Analyses;
using WebLab.Training.Kernels;
using WebLab.Training.LabExtensions;
using WebLab.Training.Losses;
using WebLab.Training.Models;

namespace WebLab.Training.Catalogue;

/// <summary>What this trainer can do, as data: <c>worker describe</c> prints it, and the server learns of networks by nothing
/// else.</summary>
internal static class TrainerCatalogue
{
    private const int PaperClasses = 10;

    private static readonly InputShape PaperImages = new(28, 28, 3);

    public static CatalogueInfo Describe() =>
        new()
        {
            Corruptions = Corruptions.Infos,
            Networks = [.. ModelRegistry.All.Select(Describe)],
            Losses = [.. LossRegistry.All.Select(loss => loss.Describe())],
            Jobs =
            [
                JobKinds.Training,
                JobKinds.KernelSolve,
                .. AnalysisRegistry.Current.All.Select(analysis =>
                    analysis.Describe() with
                    {
                        Extension = ExtensionLoader.Of(analysis)?.Name,
                    }
                ),
            ],
            Extensions = ExtensionLoader.All,
        };

    private static NetworkInfo Describe(ModelDescriptor model)
    {
        var info = new NetworkInfo
        {
            Id = model.Id,
            Title = model.Title,
            Sentence = model.Sentence,
            Fields = model.Fields,
            TakesFeatures = model.TakesFeatures,
            Extension = ExtensionLoader.Of(model)?.Name,
        };
        return model switch
        {
            NetworkDescriptor network => info with
            {
                LearningRate = network.LearningRate,
                Convolves = network.Convolves,
                MinSide = network.MinSide,
                Size = network.Size,
                Parameters = network.Count(network.Size.Parameters, PaperImages, PaperClasses, FieldGroup.Empty),
                MultiplyAdds = network.Count(network.Size.MultiplyAdds, PaperImages, PaperClasses, FieldGroup.Empty),
            },
            KernelDescriptor kernel => info with { IsKernel = true, Features = kernel.FeatureCount, IsDrawn = kernel.IsDrawn },
            _ => throw new InvalidOperationException($"{model.GetType()} is neither a network nor a kernel."),
        };
    }
}
