namespace WebLab.Client.Compare;

/// <summary>A comparison as an address: its runs, and the tab that is open.</summary>
public static class CompareAddress
{
    /// <summary>The most runs of a comparison.</summary>
    public const int MaxRuns = 100;

    public static readonly (string Name, string Title)[] Tabs =
    [
        ("curves", "Curves"),
        ("recipe", "Recipe differences"),
        ("summary", "Summary"),
        ("scatter", "Scatter"),
        ("parallel", "Parallel coordinates"),
        ("examples", "By example"),
    ];

    public static IReadOnlyList<Guid> Ids(string? text) =>
        [
            .. (text ?? "")
                .Split(',')
                .Select(part => Guid.TryParse(part, out var id) ? id : Guid.Empty)
                .Where(id => id != Guid.Empty)
                .Distinct()
                .Take(MaxRuns),
        ];

    public static string Tab(string? name) => Tabs.Any(tab => tab.Name == name) ? name! : Tabs[0].Name;
}
