using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Science.Runs;

namespace WebLab.Client.Runs.Table;

/// <summary>A column of the table of runs.</summary>
/// <param name="Field">What it shows.</param>
/// <param name="Width">Its width in pixels.</param>
public sealed record RunColumn(RunField Field, int Width)
{
    public const int MinWidth = 60,
        MaxWidth = 800;

    /// <summary>The field that tells at which epoch a best value was reached, or null.</summary>
    public string? EpochField => RunFields.Find($"{Field.Name}.epoch")?.Name;

    /// <summary>What stands before a value on a narrow screen: the metric's own word, which is short, where it has one.</summary>
    public string Heading => Metric.Find(Field.Name)?.Figure?.Heading ?? Field.Label;

    /// <summary>Whether it says how well a run did.</summary>
    public bool IsMeasure => Field is NumberRunField { Better: not Better.Neither };

    public static RunColumn Of(RunField field) =>
        new(
            field,
            field switch
            {
                // The usual columns together fit a window of 1,440 pixels.
                { Name: "name" } => 258,
                { Name: "status" } => 164,
                { Name: "note" or "detail" or "experiment" } => 220,
                { Name: "tag" } => 92,
                NumberRunField when RunFields.Find($"{field.Name}.epoch") is not null => 126,
                NumberRunField => 92,
                TimeRunField => 156,
                _ => 126,
            }
        );
}
