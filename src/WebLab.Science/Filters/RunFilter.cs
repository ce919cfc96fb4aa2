using WebLab.Contracts.Runs;
using WebLab.Science.Runs;

namespace WebLab.Science.Filters;

/// <summary>
/// A written filter over runs, for example <c>model = mlp-1x512 and noise > 0.3 and test.acc >= best - 0.02 and tag:paper</c>.
/// Conditions are joined by <c>and</c>, <c>or</c>, <c>not</c> and parentheses; two that stand side by side both hold; a word alone is
/// looked for in names, tags and notes. Within quotes <c>\"</c> stands for a quotation mark. <c>best</c> is the best
/// value of the field among the runs that meet all other conditions.
/// </summary>
public sealed class RunFilter
{
    /// <summary>The longest filter, in characters.</summary>
    public const int MaxLength = 2_000;

    /// <summary>The most conditions.</summary>
    public const int MaxTerms = 100;

    /// <summary>The deepest nesting of parentheses and <c>not</c>.</summary>
    public const int MaxDepth = 20;

    private readonly FilterNode? _root;
    private readonly IReadOnlyList<NumberRunField> _bests;

    private RunFilter(string text, FilterNode? root, IReadOnlyList<NumberRunField> bests, bool namesArchived) =>
        (Text, _root, _bests, NamesArchived) = (text, root, bests, namesArchived);

    /// <summary>The filter that every run passes.</summary>
    public static RunFilter Everything { get; } = new("", null, [], false);

    /// <summary>The filter as written.</summary>
    public string Text { get; }

    /// <summary>Whether it asks for archived runs itself; lists leave them out otherwise.</summary>
    public bool NamesArchived { get; }

    /// <summary>Understands a filter.</summary>
    /// <param name="text">The filter; null or blank passes every run.</param>
    /// <exception cref="FilterException">It cannot be understood, or exceeds a bound.</exception>
    public static RunFilter Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Everything;
        if (text.Length > MaxLength)
            throw new FilterException(MaxLength + 1, 1, $"a filter has at most {MaxLength} characters; this one has {text.Length}.");
        var parser = new FilterParser(FilterLexer.Read(text));
        var root = parser.Parse();
        return new(text, root, [.. parser.Bests], parser.NamesArchived);
    }

    /// <summary>The runs that pass, in their order.</summary>
    /// <param name="runs">The runs; <c>best</c> is looked for among them.</param>
    public IReadOnlyList<RunSummary> Apply(IReadOnlyList<RunSummary> runs)
    {
        if (_root is null)
            return runs;
        var best = new BestValues();
        if (_bests.Count > 0)
        {
            // Without a best value its conditions are undecided, and so do not rule a run out.
            var candidates = runs.Where(run => _root.Holds(run, best) != false).ToList();
            best = new(_bests, candidates);
        }
        return [.. runs.Where(run => _root.Holds(run, best) == true)];
    }
}

/// <summary>Values as a filter has to write them.</summary>
public static class FilterText
{
    // Bare, each means something else where a value is expected.
    private static readonly string[] Reserved = ["and", "or", "not", "in", "none", "best"];

    /// <summary>The value itself, or in quotes where it would fall apart or mean something else.</summary>
    /// <param name="value">Any text.</param>
    public static string Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var isBare = value.Length > 0 && value.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_');
        // A number follows best, as in best - 0.01.
        return
            isBare
            && !Reserved.Contains(value, StringComparer.OrdinalIgnoreCase)
            && !value.StartsWith("best-", StringComparison.OrdinalIgnoreCase)
            ? value
            : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
