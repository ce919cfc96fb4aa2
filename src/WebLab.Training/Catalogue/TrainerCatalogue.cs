using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Specs;
using WebLab.Data.Examples;
using WebLab.Science.Jobs;
using WebLab.Training.Kernels;
using WebLab.Training.LabExtensions;
using WebLab.Training.Models;

namespace WebLab.Training.Catalogue;

/// <summary>What this trainer can do, as data: <c>worker describe</c> prints it, and the server learns of networks by nothing
/// else.</summary>
internal static class TrainerCatalogue
{
    private const int PaperClasses = 10;

    private static readonly InputShape PaperImages = new(28, 28, 3);

    public static CatalogueInfo Describe()
    {
        var own = TrainerDescriptors.Known.Describe();
        return own with
        {
            Jobs = [JobKinds.Training, JobKinds.KernelSolve, .. own.Jobs],
            Metrics = [.. Metric.All.Select(metric => metric.Describe())],
            Extensions = ExtensionLoader.All,
        };
    }

    public static RecorderInfo Describe(ExampleRecorder recorder) =>
        new()
        {
            Name = recorder.Name,
            Sentence = recorder.Sentence,
            Split = recorder.Split,
            Columns = [.. recorder.Columns.Select(Describe)],
            Extension = ExtensionLoader.Of(recorder)?.Name,
        };

    public static NetworkInfo Describe(ModelDescriptor model)
    {
        var info = new NetworkInfo
        {
            Id = model.Id,
            Title = model.Title,
            Sentence = model.Sentence,
            Fields = model.Fields,
            TakesFeatures = model.TakesFeatures,
            MinSide = model.MinSide,
            Extension = ExtensionLoader.Of(model)?.Name,
        };
        return model switch
        {
            NetworkDescriptor network => info with
            {
                LearningRate = network.LearningRate,
                Convolves = network.Convolves,
                WithoutBatchNorm = network.WithoutBatchNorm,
                Size = network.Size,
                Parameters = network.Count(network.Size.Parameters, PaperImages, PaperClasses, FieldGroup.Empty),
                MultiplyAdds = network.Count(network.Size.MultiplyAdds, PaperImages, PaperClasses, FieldGroup.Empty),
            },
            KernelDescriptor kernel => info with { IsKernel = true, Features = kernel.FeatureCount, IsDrawn = kernel.IsDrawn },
            _ => throw new InvalidOperationException($"{model.GetType()} is neither a network nor a kernel."),
        };
    }

    private static RecordedColumn Describe(ExampleColumn column) =>
        new(column.Name, column.Title, column.Type == ExampleColumnType.ClassIndex);
}
