using System.Text.Json.Nodes;

namespace WebLab.Server.Storage.Migrations;

/// <summary>
/// From the stores that had no schema written down, up to commit 5848dc5. Their recipes name every field of a corruption and of a kernel;
/// today's name those that differ from the defaults, so that two of the same meaning are equal.
/// </summary>
internal static class SchemaOne
{
    private static readonly (string Name, string Default)[] CorruptionDefaults =
    [
        ("noiseRate", "0"),
        ("pixelGrouping", "\"positions\""),
        ("gaussianMoments", "\"scalar\""),
        ("corruptTestPixels", "true"),
        ("transitionMatrix", "null"),
        ("labelFile", "null"),
    ];

    private static readonly (string Name, string Default)[] KernelDefaults = [("gamma", "0.02"), ("ridge", "0"), ("filters", "1000")];

    public static StoreMigration Migration { get; } =
        new(0, "recipes name what differs from the defaults", store => store.Rewrite("runs", Shorten));

    private static void Shorten(JsonObject run)
    {
        if (run["spec"] is not JsonObject spec)
            return;
        if (spec["corruption"] is JsonObject corruption)
            Leave(corruption, CorruptionDefaults);
        if (spec["kernel"] is not JsonObject kernel)
            return;
        Leave(kernel, KernelDefaults);
        spec.Remove("kernel");
        if (kernel.Count > 0)
            spec["modelFields"] = kernel.DeepClone();
    }

    private static void Leave(JsonObject group, (string Name, string Default)[] defaults)
    {
        foreach (var (name, standard) in defaults)
        {
            if (group.ContainsKey(name) && JsonNode.DeepEquals(group[name], JsonNode.Parse(standard)))
                group.Remove(name);
        }
    }
}
