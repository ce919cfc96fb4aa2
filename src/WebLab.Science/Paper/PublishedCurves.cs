using System.Text.Json;

namespace WebLab.Science.Paper;

/// <summary>The paper's curves as numbers, read from the vector paths of figures 1a, 2a and 2b of arXiv:1611.03530v2.</summary>
public static class PublishedCurves
{
    private static readonly Lazy<Dictionary<string, Dictionary<string, double[][]>>> Figures = new(Read);

    /// <summary>The curves of a figure by name; empty when none is published as numbers.</summary>
    /// <param name="item">For example <c>fig1a</c>.</param>
    /// <returns>Pairs of step and value; on CIFAR-10 an epoch has 391 steps, early-stopping is figure 2a's ImageNet, rising in
    /// step.</returns>
    public static IReadOnlyDictionary<string, double[][]> Of(string item) => Figures.Value.GetValueOrDefault(item, []);

    private static Dictionary<string, Dictionary<string, double[][]>> Read()
    {
        using var stream = typeof(PublishedCurves).Assembly.GetManifestResourceStream("published-curves.json")!;
        using var document = JsonDocument.Parse(stream);
        return document
            .RootElement.EnumerateObject()
            .Where(figure => figure.Value.ValueKind == JsonValueKind.Object)
            .ToDictionary(figure => figure.Name, figure => figure.Value.Deserialize<Dictionary<string, double[][]>>()!);
    }
}
