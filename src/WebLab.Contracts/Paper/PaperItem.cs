using WebLab.Contracts.Experiments;
using WebLab.Contracts.Specs;

namespace WebLab.Contracts.Paper;

/// <summary>One figure or table of arXiv:1611.03530 as an experiment.</summary>
public sealed record PaperItem
{
    /// <summary>Its written name, for example <c>fig1a</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its title, for example <c>Figure 1a · Learning curves</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in two sentences.</summary>
    public required string Shows { get; init; }

    /// <summary>What the small scale leaves out, in one sentence.</summary>
    public required string SmallScale { get; init; }

    /// <summary>How it is drawn.</summary>
    public required PaperChart Chart { get; init; }

    /// <summary>Its rows.</summary>
    public required IReadOnlyList<PaperRow> Rows { get; init; }

    /// <summary>What it shows at either scale.</summary>
    public IReadOnlyList<PaperClaim> Claims { get; init; } = [];

    /// <summary>The experiment that reproduces it.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="seeds">Seeds 1 to this many for each row, 1 to 20.</param>
    public ExperimentRequest Request(PaperScale scale, int seeds) =>
        new()
        {
            Name = $"{Title} ({Names<PaperScale>.Of(scale)})",
            Description = Shows,
            PaperItem = Id,
            PaperScale = scale,
            Runs =
            [
                .. RowsAt(scale)
                    .SelectMany(
                        _ => Enumerable.Range(1, seeds),
                        (row, seed) => new RunRequest(RunName(row, seed), row.Spec(scale)! with { Seed = seed })
                    ),
            ],
        };

    /// <summary>The rows that are run at a scale.</summary>
    /// <param name="scale">The scale.</param>
    public IEnumerable<PaperRow> RowsAt(PaperScale scale) => Rows.Where(row => row.Spec(scale) is not null);

    /// <summary>The row that a run of the item belongs to, or null.</summary>
    /// <param name="runName">The run's name.</param>
    public PaperRow? RowOf(string runName) =>
        Rows.FirstOrDefault(row => runName.StartsWith(row.Name + " · seed ", StringComparison.Ordinal));

    private static string RunName(PaperRow row, int seed) => $"{row.Name} · seed {seed}";
}

/// <summary>An item of the paper as the server tells of it.</summary>
public sealed record PaperItemInfo
{
    /// <summary>The written name, for example <c>fig1a</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in two sentences.</summary>
    public required string Shows { get; init; }

    /// <summary>What the small scale leaves out.</summary>
    public required string SmallScale { get; init; }

    /// <summary>How it is drawn.</summary>
    public required PaperChart Chart { get; init; }

    /// <summary>Its rows with recipes and published values.</summary>
    public required IReadOnlyList<PaperRow> Rows { get; init; }

    /// <summary>Its claims, a sentence each.</summary>
    public required IReadOnlyList<string> Claims { get; init; }

    /// <summary>The paper's curves, pairs of step and value by name; empty where none are published as numbers.</summary>
    public required IReadOnlyDictionary<string, double[][]> Published { get; init; }

    /// <summary>One a scale.</summary>
    public required IReadOnlyList<PaperPlan> Plans { get; init; }
}

/// <summary>How large an experiment of the paper is run.</summary>
public enum PaperScale
{
    /// <summary>Subsets that finish within about ten minutes on two cores and still show the effect; values are not comparable with the
    /// paper's.</summary>
    Small,

    /// <summary>The paper's sizes, for a GPU.</summary>
    Full,
}

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
