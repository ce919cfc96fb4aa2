using System.Globalization;
using WebLab.Contracts;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import;

/// <summary>The classes of examples, from the words that the sources give them: by number where all are numbers, else by name.</summary>
internal static class ClassNames
{
    /// <summary>Labels are stored as bytes.</summary>
    public const int Most = 256;

    private const int MaxLength = 100;

    // So few examples may each be of a class of its own.
    private const int MostOfFew = 20;

    /// <exception cref="DatasetException">There are fewer than two or more than 256, or one cannot be read.</exception>
    public static (IReadOnlyList<string> Classes, byte[] Labels) Of(string title, IReadOnlyList<string> words, bool isSaid = true)
    {
        var distinct = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            if (distinct.Add(word) && distinct.Count > Most)
                throw new ImportChoiceException(
                    "labelColumn",
                    $"{title} has more than {Most} classes, for example {string.Join(", ", distinct.Take(4).Select(SourceEntry.Visible))}: "
                        + "is this the column or the folder of the labels?"
                );
        }
        if (distinct.Count < 2)
            throw new ImportChoiceException(
                "labelColumn",
                $"{title} has one class only, {SourceEntry.Visible(distinct.FirstOrDefault() ?? "")}; a data set has at least 2."
            );
        if (distinct.FirstOrDefault(word => !VisibleText.Is(word) || word.Length > MaxLength) is { } unreadable)
            throw new ImportChoiceException(
                "labelColumn",
                $"{title} has a class {SourceEntry.Visible(unreadable)}; "
                    + $"a class's name has 1 to {MaxLength} characters, {VisibleText.Allowed}."
            );
        if (!isSaid && distinct.Count > MostOfFew && distinct.Count * 2 > words.Count)
            throw new ImportChoiceException(
                "labelColumn",
                Sentence.Of(
                    $"{title} has {distinct.Count:N0} different labels for {words.Count:N0} examples, for example "
                ) + $"{string.Join(", ", distinct.Take(4).Select(SourceEntry.Visible))}: is this the column or the folder of the labels?"
            );
        var same = SameNumbers(distinct);
        string[] classes = [.. Sorted([.. distinct.Except(same.Keys)])];
        var index = classes.Select((name, i) => (name, i)).ToDictionary(each => each.name, each => (byte)each.i, StringComparer.Ordinal);
        return (classes, [.. words.Select(word => index[same.GetValueOrDefault(word, word)])]);
    }

    /// <summary>Words that are another one's number, such as 1.0 beside 1, which pandas writes where a label is missing.</summary>
    private static Dictionary<string, string> SameNumbers(HashSet<string> words)
    {
        var same = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            var point = word.IndexOf('.', StringComparison.Ordinal);
            if (point <= 0 || !char.IsAsciiDigit(word[point - 1]) || !word.AsSpan(point + 1).Trim('0').IsEmpty)
                continue;
            if (words.Contains(word[..point]))
                same[word] = word[..point];
        }
        return same;
    }

    private static IEnumerable<string> Sorted(HashSet<string> words)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                return words.Order(StringComparer.Ordinal);
            numbers[word] = number;
        }
        return words.OrderBy(word => numbers[word]).ThenBy(word => word, StringComparer.Ordinal);
    }
}
