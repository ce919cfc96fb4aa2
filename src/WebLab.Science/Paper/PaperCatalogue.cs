using WebLab.Science.Paper.Items;

namespace WebLab.Science.Paper;

/// <summary>The experiments of arXiv:1611.03530.</summary>
public static class PaperCatalogue
{
    /// <summary>Every item that is made of runs, in the paper's order.</summary>
    public static IReadOnlyList<PaperItem> All { get; } =
    [
        Figure1a.Item,
        Figure1bc.TimeToFit,
        Figure1bc.TestError,
        Rademacher.Item,
        Table1.Item,
        EarlyStoppingItem.Item,
        Figure2b.Item,
        LinearModels.Item,
        Table3.Item,
        Table4.Item,
    ];

    /// <summary>The item of that name, or null.</summary>
    /// <param name="id">For example <c>fig1a</c>.</param>
    public static PaperItem? Find(string? id) => All.FirstOrDefault(item => string.Equals(item.Id, id, StringComparison.OrdinalIgnoreCase));
}
