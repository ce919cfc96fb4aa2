using System.Text.Json;

namespace WebLab.Contracts.Paper;

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

/// <summary>A value that the paper prints, and how near a full-scale run must come.</summary>
/// <param name="Measure">What it measures.</param>
/// <param name="Value">The value; accuracies and errors 0 to 1, times in epochs; null where the paper prints "failed to converge".</param>
/// <param name="Tolerance">The largest difference that counts as agreement, in the measure's own unit.</param>
/// <param name="Reason">Why the tolerance is what it is, one sentence.</param>
public sealed record PublishedValue(PaperMeasure Measure, double? Value, double Tolerance, string Reason);

/// <summary>How an item is drawn.</summary>
public enum PaperChart
{
    /// <summary>Training loss over steps, one curve a row (figure 1a).</summary>
    LossCurves,

    /// <summary>Time to fit relative to no noise, over the noise rate, one line a network (figure 1b).</summary>
    TimeToFitOverNoise,

    /// <summary>Test error over the noise rate, one line a network (figure 1c).</summary>
    TestErrorOverNoise,

    /// <summary>Train and test accuracy over steps, one pair a row (figure 2).</summary>
    AccuracyCurves,

    /// <summary>A table of values (tables 1, 3 and 4).</summary>
    Table,
}
