namespace WebLab.Data.Corruption;

/// <summary>Every corruption that there is: each class of this assembly, and of a lab's own, that describes one.</summary>
public static class Corruptions
{
    /// <summary>What this process knows.</summary>
    public static DescriptorRegistry<CorruptionDescriptor> Current { get; } = Own();

    /// <summary>All, in the order in which they are shown.</summary>
    public static IReadOnlyList<CorruptionDescriptor> All => [.. Current.All.OrderBy(each => each.Place)];

    /// <summary>The corruption of that id.</summary>
    /// <param name="id">The id.</param>
    /// <exception cref="ArgumentException">There is none. Nothing is trained on true labels for want of a name.</exception>
    public static CorruptionDescriptor Of(string id) =>
        Current.Find(id) ?? throw new ArgumentException($"There is no corruption {id}.", nameof(id));

    private static DescriptorRegistry<CorruptionDescriptor> Own()
    {
        var registry = new DescriptorRegistry<CorruptionDescriptor>("corruption", each => each.Id);
        registry.Add(typeof(Corruptions).Assembly);
        return registry;
    }
}
