using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Paper;

/// <summary>One figure or table of arXiv:1611.03530 as an experiment.</summary>
public sealed record PaperItem
{
    /// <summary>Its written name, for example <c>fig1a</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Where the paper has it, for example <c>Figure 1a</c>.</summary>
    public required string Number { get; init; }

    /// <summary>Its name, for example <c>Learning curves</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its title, for example <c>Figure 1a · Learning curves</c>.</summary>
    public string Title => $"{Number} · {Name}";

    /// <summary>What it shows, in two sentences.</summary>
    public required string Shows { get; init; }

    /// <summary>What the paper plotted or printed of it, and what is compared with that.</summary>
    public required string Compared { get; init; }

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
    /// <param name="part">One of <see cref="Parts"/>; null for all rows.</param>
    public ExperimentRequest Request(PaperScale scale, int seeds, string? part = null) =>
        new()
        {
            Name = part is null ? $"{Title} ({Names<PaperScale>.Of(scale)})" : $"{Title} ({Names<PaperScale>.Of(scale)}, {part})",
            Description = Shows,
            PaperItem = Id,
            PaperScale = scale,
            Runs =
            [
                .. RowsAt(scale)
                    .Where(row => part is null || row.Part == part)
                    .SelectMany(
                        _ => Enumerable.Range(1, seeds),
                        (row, seed) => new RunRequest(RunName(row, seed), row.Spec(scale)! with { Seed = seed })
                    ),
            ],
        };

    /// <summary>The claims that are made at a scale.</summary>
    /// <param name="scale">The scale.</param>
    public IEnumerable<PaperClaim> ClaimsAt(PaperScale scale) => Claims.Where(claim => claim.At is null || claim.At == scale);

    /// <summary>The rows that are run at a scale.</summary>
    /// <param name="scale">The scale.</param>
    public IEnumerable<PaperRow> RowsAt(PaperScale scale) => Rows.Where(row => row.Spec(scale) is not null);

    /// <summary>What it can be run by at a scale, a network or a condition at a time.</summary>
    /// <param name="scale">The scale.</param>
    public IReadOnlyList<string> Parts(PaperScale scale) => [.. RowsAt(scale).Select(row => row.Part).Distinct()];

    /// <summary>The row that a recipe is of, whatever its seed, or null: a run speaks for the paper by what it trained, not by its
    /// name.</summary>
    /// <param name="spec">A run's spec.</param>
    public PaperRow? RowOf(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Rows.FirstOrDefault(row => Same(row.Full) || Same(row.Small));

        bool Same(RunSpec? recipe) => recipe is not null && recipe with { Seed = spec.Seed } == spec;
    }

    /// <summary>The row that a recipe is of at a scale, or null.</summary>
    /// <param name="spec">A run's spec.</param>
    /// <param name="scale">The scale.</param>
    public PaperRow? RowOf(RunSpec spec, PaperScale scale)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Rows.FirstOrDefault(row => row.Spec(scale) is { } recipe && recipe with { Seed = spec.Seed } == spec);
    }

    private static string RunName(PaperRow row, int seed) => $"{row.Name} · seed {seed}";
}

/// <summary>Something the item shows whatever the scale, for example an order of curves.</summary>
/// <param name="Sentence">The claim.</param>
/// <param name="Judge">What the results say of it.</param>
public sealed record PaperClaim(string Sentence, Func<PaperResults, ClaimFinding> Judge)
{
    /// <summary>The only scale at which it is claimed; null for both.</summary>
    public PaperScale? At { get; init; }
}
