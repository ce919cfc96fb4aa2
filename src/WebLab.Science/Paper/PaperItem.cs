using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Paper;

namespace WebLab.Science.Paper;

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

/// <summary>Something the item shows whatever the scale, for example an order of curves.</summary>
/// <param name="Sentence">The claim.</param>
/// <param name="Holds">Whether the results bear it out; null while they do not say.</param>
public sealed record PaperClaim(string Sentence, Func<PaperResults, bool?> Holds);
