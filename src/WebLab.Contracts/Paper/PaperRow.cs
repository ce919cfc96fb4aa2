using WebLab.Contracts.Specs;

namespace WebLab.Contracts.Paper;

/// <summary>One row of a table or one curve or point of a figure.</summary>
/// <param name="Name">Its name, unique in the item; the runs are named by it.</param>
/// <param name="Full">The recipe at the paper's size.</param>
/// <param name="Small">The recipe at the small scale; null when the small scale leaves the row out.</param>
/// <param name="Published">The paper's values for it.</param>
public sealed record PaperRow(string Name, RunSpec Full, RunSpec? Small, IReadOnlyList<PublishedValue> Published)
{
    /// <summary>The recipe at a scale, or null.</summary>
    /// <param name="scale">The scale.</param>
    public RunSpec? Spec(PaperScale scale) => scale == PaperScale.Full ? Full : Small;
}
