using WebLab.Data.Datasets;

namespace WebLab.Data.Labels;

/// <summary>Several columns may be the labels, and nobody has said yet which.</summary>
/// <param name="message">One sentence.</param>
/// <param name="columns">Their names.</param>
public sealed class SeveralLabelsException(string message, IReadOnlyList<string> columns) : DatasetException(message)
{
    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Columns { get; } = columns;
}
