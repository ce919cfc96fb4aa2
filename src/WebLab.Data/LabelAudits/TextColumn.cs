using WebLab.Data.Datasets;

namespace WebLab.Data.LabelAudits;

/// <summary>A text column of a table, whose import made a column of zeros and ones of each of its words.</summary>
/// <param name="Name">Its name.</param>
/// <param name="First">The first of its columns, from 0.</param>
/// <param name="Words">The words, and null for a row where it is missing, in the order of the columns.</param>
/// <param name="Values">The word of each row, by its place.</param>
public sealed record TextColumn(string Name, int First, IReadOnlyList<string?> Words, IReadOnlyList<int> Values)
{
    private const string Missing = " is missing";

    /// <summary>A table's text columns, or what is known of the files that imported images come from.</summary>
    /// <param name="subject">What is looked at.</param>
    public static IReadOnlyList<TextColumn> OfAll(LabelAuditSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return subject.Train.Features is null ? ImageOrigins.AsText(subject) : Of(subject.Train, subject.Columns);
    }

    /// <summary>The text columns of a set: neighbouring columns <c>name=word</c>, exactly one of which is 1 in each row.</summary>
    /// <param name="set">Rows of features.</param>
    /// <param name="names">The columns' names.</param>
    public static IReadOnlyList<TextColumn> Of(ImageSet set, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(names);
        var found = new List<TextColumn>();
        if (set.Features is not { } features || set.Count == 0)
            return found;
        for (var first = 0; first < Math.Min(names.Count, set.Width); first++)
        {
            if (At(features, set, names, first) is not { } text)
                continue;
            found.Add(text);
            first += text.Words.Count - 1;
        }
        return found;
    }

    // A name may itself have the sign: the shortest that holds goes.
    private static TextColumn? At(float[] features, ImageSet set, IReadOnlyList<string> names, int first)
    {
        for (var at = names[first].IndexOf('='); at > 0; at = names[first].IndexOf('=', at + 1))
        {
            var name = names[first][..at];
            var end = first + 1;
            while (end < Math.Min(names.Count, set.Width) && names[end].StartsWith($"{name}=", StringComparison.Ordinal))
                end++;
            if (end < Math.Min(names.Count, set.Width) && names[end] == name + Missing)
                end++;
            if (end - first > 1 && WordsOf(features, set, first, end) is { } values)
                return new(
                    name,
                    first,
                    [.. names.Skip(first).Take(end - first).Select(each => each[name.Length] == '=' ? each[(name.Length + 1)..] : null)],
                    values
                );
        }
        return null;
    }

    /// <summary>The one column of each row that is 1; null where a row has not exactly one.</summary>
    private static int[]? WordsOf(float[] features, ImageSet set, int first, int end)
    {
        var values = new int[set.Count];
        for (var row = 0; row < values.Length; row++)
        {
            var own = features.AsSpan((row * set.Width) + first, end - first);
            values[row] = own.IndexOf(1f);
            if (values[row] < 0 || own.Count(0f) != own.Length - 1)
                return null;
        }
        return values;
    }
}
