using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Data.Datasets;

namespace WebLab.Data.LabelAudits;

/// <summary>Looks for columns of features that are constant, number the rows, repeat another, or give the label away; a text column is
/// looked at as one, and not word by word.</summary>
public static class ColumnChecks
{
    // A column that alone tells so much of what the commonest class leaves is no ordinary feature.
    private const double Leak = 0.98;

    // How large a file's image is and how its colours are kept says nothing of what it shows.
    private const double TraitLeak = 1.0 / 3;
    private const int Bins = 64,
        FewestRows = 4,
        FewestFiles = 20;

    /// <summary>The odd columns of what is looked at.</summary>
    /// <param name="subject">Rows of features.</param>
    public static IReadOnlyList<OddColumn> Of(LabelAuditSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var order = FileOrder.Of(subject);
        return Of(subject.Train, subject.Given, subject.Classes.Count, subject.Columns, subject.Test, order);
    }

    /// <summary>The odd columns.</summary>
    /// <param name="set">Rows of features.</param>
    /// <param name="given">Their given labels.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="names">The columns' names.</param>
    /// <param name="test">The test rows, which may be of the same file; null for none.</param>
    /// <param name="order">The rows' order in that file; null where it is not known.</param>
    public static IReadOnlyList<OddColumn> Of(
        ImageSet set,
        IReadOnlyList<int> given,
        int classes,
        IReadOnlyList<string> names,
        ImageSet? test = null,
        FileOrder? order = null
    )
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(names);
        var found = new List<OddColumn>();
        if (set.Features is not { } features || set.Count < 2)
            return found;
        var commonest = given.CountBy(label => label).Max(each => each.Value) / (double)set.Count;
        var seen = new Dictionary<int, List<int>>();
        var texts = TextColumn.Of(set, names);
        for (var column = 0; column < set.Width; column++)
        {
            if (texts.FirstOrDefault(each => each.First == column) is { } text)
            {
                if (Odd(text, texts, given, classes, commonest) is { } odd)
                    found.Add(odd);
                column += text.Words.Count - 1;
                continue;
            }
            var values = Column(set, column);
            var name = column < names.Count ? names[column] : Sentence.Of($"{column}");
            float[] others = test is null || order is { Test.Count: 0 } ? [] : Column(test, column);
            if (Odd(values, others, order, given, classes, commonest) is var (kind, value, sentence))
                found.Add(new(column, name, kind, value, $"{name} {sentence}"));
            else if (CopyOf(features, set, values, column, seen) is { } copied)
                found.Add(
                    new(
                        column,
                        name,
                        OddColumnKind.Copy,
                        1,
                        $"{name} has the same values as {names.ElementAtOrDefault(copied) ?? Sentence.Of($"column {copied}")}."
                    )
                );
        }
        return found;
    }

    /// <summary>What imported images' files were like, format, size and colours, where it tells the label.</summary>
    /// <param name="subject">What is looked at.</param>
    public static IReadOnlyList<OddColumn> OfFiles(LabelAuditSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var found = new List<OddColumn>();
        // A folder may be one of few examples of a class, such as a patient's.
        foreach (var trait in ImageOrigins.AsText(subject).Where(trait => trait.First > 0))
        {
            var commonest = subject.Given.CountBy(label => label).Max(each => each.Value) / (double)subject.Given.Count;
            var rows = trait.Values.CountBy(word => word).ToDictionary();
            var told = ShareByWords(trait.Values, rows, subject.Given, subject.Classes.Count, FewestFiles);
            if (told - commonest > TraitLeak * (1 - commonest))
                found.Add(new(trait.First, trait.Name, OddColumnKind.Leaking, told, $"The {trait.Name} {LeakWords(told, commonest)}"));
        }
        return found;
    }

    private static float[] Column(ImageSet set, int column)
    {
        var (values, features) = (new float[set.Count], set.Features!);
        for (var row = 0; row < values.Length; row++)
            values[row] = features[(row * set.Width) + column];
        return values;
    }

    private static (OddColumnKind, double, string)? Odd(
        float[] values,
        float[] others,
        FileOrder? order,
        IReadOnlyList<int> given,
        int classes,
        double commonest
    )
    {
        if (values.Min() == values.Max())
            return (OddColumnKind.Constant, 1, Sentence.Of($"is {values[0]:0.####} in every row."));
        if (RowNumbers.Of(values, others, order) is { } numbered)
            return (OddColumnKind.RowNumber, 1, numbered);
        var told = ShareByBins(values, given, classes);
        // With a column as fine as the rows anything would be told: bins of several rows tell only what holds for them together.
        return Leaks(told, commonest) ? (OddColumnKind.Leaking, told, LeakWords(told, commonest)) : null;
    }

    private static bool Leaks(double told, double commonest) => told - commonest > Leak * (1 - commonest);

    private static string LeakWords(double told, double commonest) =>
        Sentence.Of($"alone tells {told:P1} of the labels, and the commonest class is {commonest:P1}.");

    private static OddColumn? Odd(TextColumn text, IReadOnlyList<TextColumn> texts, IReadOnlyList<int> given, int classes, double commonest)
    {
        var rows = text.Values.CountBy(word => word).ToDictionary();
        if (rows.Count == 1)
            return Found(
                OddColumnKind.Constant,
                1,
                text.Words[text.Values[0]] is { } word ? $"is {Sentence.Shown(word)} in every row." : "is missing in every row."
            );
        if (rows.Count == text.Values.Count)
            return Found(OddColumnKind.RowNumber, 1, "has another word in every row: it names the rows.");
        var told = ShareByWords(text.Values, rows, given, classes, FewestRows);
        if (Leaks(told, commonest))
            return Found(OddColumnKind.Leaking, told, LeakWords(told, commonest));
        return texts.TakeWhile(other => other != text).FirstOrDefault(other => PartsAlike(text.Values, other.Values)) is { } copied
            ? Found(OddColumnKind.Copy, 1, $"parts the rows as {copied.Name} does.")
            : null;

        OddColumn Found(OddColumnKind kind, double value, string sentence) =>
            new(text.First, text.Name, kind, value, $"{text.Name} {sentence}");
    }

    /// <summary>The share of rows told by the commonest class of their word; words of few rows, of which each would tell its own, are taken
    /// for one.</summary>
    private static double ShareByWords(
        IReadOnlyList<int> values,
        Dictionary<int, int> rows,
        IReadOnlyList<int> given,
        int classes,
        int fewest
    )
    {
        const int Rare = -1;
        var counts = new Dictionary<int, int[]>();
        for (var row = 0; row < values.Count; row++)
        {
            var word = rows[values[row]] < fewest ? Rare : values[row];
            if (!counts.TryGetValue(word, out var own))
                counts[word] = own = new int[classes];
            own[given[row]]++;
        }
        return (double)counts.Values.Sum(own => own.Max()) / values.Count;
    }

    /// <summary>Whether each word of the one goes with one word of the other, and the other way round.</summary>
    private static bool PartsAlike(IReadOnlyList<int> one, IReadOnlyList<int> other)
    {
        var pairs = one.Zip(other).Distinct().Count();
        return pairs == one.Distinct().Count() && pairs == other.Distinct().Count();
    }

    /// <summary>The share of rows told by the commonest class of their bin.</summary>
    private static double ShareByBins(float[] values, IReadOnlyList<int> given, int classes)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(row => values[row])];
        var size = Math.Max(values.Length / Bins, FewestRows);
        var told = 0;
        for (var first = 0; first < order.Length;)
        {
            var last = Math.Min(first + size, order.Length);
            // Equal values stay in one bin.
            while (last < order.Length && values[order[last]] == values[order[last - 1]])
                last++;
            var counts = new int[classes];
            for (var i = first; i < last; i++)
                counts[given[order[i]]]++;
            told += counts.Max();
            first = last;
        }
        return (double)told / values.Length;
    }

    private static int? CopyOf(float[] features, ImageSet set, float[] values, int column, Dictionary<int, List<int>> seen)
    {
        var hash = new HashCode();
        foreach (var value in values)
            hash.Add(value);
        if (!seen.TryGetValue(hash.ToHashCode(), out var alike))
            seen[hash.ToHashCode()] = alike = [];
        foreach (var other in alike)
        {
            if (Enumerable.Range(0, set.Count).All(row => features[(row * set.Width) + other] == values[row]))
                return other;
        }
        alike.Add(column);
        return null;
    }
}
