using WebLab.Contracts.Experiments;

namespace WebLab.Client.Experiments;

/// <summary>A swept field as it is being typed.</summary>
public sealed class AxisDraft(string field, string values)
{
    public string Field { get; set; } = field;

    /// <summary>Values with commas or blanks between them.</summary>
    public string Values { get; set; } = values;

    public SweepAxis ToAxis() =>
        new(Field, Values.Split([',', ';', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
