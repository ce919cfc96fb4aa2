using WebLab.Data;

namespace WebLab.Training.Models;

/// <summary>The models that this process knows: those of the trainer's own assembly and of what extensions were loaded.</summary>
public static class ModelRegistry
{
    /// <summary>What this process trains from.</summary>
    public static DescriptorRegistry<ModelDescriptor> Current { get; } = Create();

    /// <summary>Every model, in the order in which they are shown.</summary>
    public static IReadOnlyList<ModelDescriptor> All => [.. Current.All.OrderBy(model => model.Place)];

    /// <summary>The trainer's own models.</summary>
    public static DescriptorRegistry<ModelDescriptor> Create()
    {
        var models = new DescriptorRegistry<ModelDescriptor>("model", model => model.Id);
        models.Add(typeof(ModelRegistry).Assembly);
        return models;
    }
}
