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

    public static RunColumn Of(RunField field) =>
        new(
            field,
            field switch
            {
                { Name: "name" } => 300,
                { Name: "status" } => 128,
                { Name: "note" or "detail" or "experiment" } => 220,
                NumberRunField when RunFields.Find($"{field.Name}.epoch") is not null => 162,
                NumberRunField => 118,
                TimeRunField => 160,
                _ => 140,
            }
        );
}
