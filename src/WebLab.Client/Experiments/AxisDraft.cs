namespace WebLab.Client.Experiments;

/// <summary>A swept field as it is being typed.</summary>
public sealed class AxisDraft(string field, string values)
{
    public string Field { get; set; } = field;

    /// <summary>As they are typed; <see cref="Science.Experiments.SweepValues"/> reads them.</summary>
    public string Values { get; set; } = values;
}
