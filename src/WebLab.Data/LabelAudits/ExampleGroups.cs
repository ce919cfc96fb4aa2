using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Data.LabelAudits;

/// <summary>The parts of a table by the values of one of its columns, or of imported images by the folders that they lay in or the form,
/// size and colours of their files, for results of each part alone.</summary>
public sealed class ExampleGroups
{
    private const int MostValues = 12,
        Ranges = 4;

    private ExampleGroups(IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<int>> rows) => (Names, Rows) = (names, rows);

    /// <summary>Their names, such as <c>sex = 1</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The examples of each, in their order.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Rows { get; }

    /// <summary>What examples can be grouped by: a table's columns, each of a text column standing for the whole of it; of imported images
    /// the folder and what the file was like.</summary>
    /// <param name="subject">What is looked at.</param>
    public static IReadOnlyList<string> ColumnsOf(LabelAuditSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject.Train.Features is null)
            return ImageOrigins.Columns(subject);
        string[] columns = [.. subject.Columns];
        foreach (var text in TextColumn.Of(subject.Train, subject.Columns))
            columns.AsSpan(text.First, text.Words.Count).Fill(text.Name);
        return columns;
    }

    /// <summary>Parts examples by what they can be grouped by.</summary>
    /// <param name="subject">What is looked at.</param>
    /// <param name="column">Its place in <see cref="ColumnsOf"/>.</param>
    public static ExampleGroups Of(LabelAuditSubject subject, int column)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject.Train.Features is null)
            return OfImages(subject, column);
        if (
            TextColumn
                .Of(subject.Train, subject.Columns)
                .FirstOrDefault(each => column >= each.First && column < each.First + each.Words.Count) is
            { } text
        )
            return Of([.. text.Values.Select(word => text.Words[word])], text.Name);
        // A table without a heading has numbers for names, which would be read as values.
        var name = subject.Columns.ElementAtOrDefault(column) ?? Sentence.Of($"{column}");
        return Of(subject.Train, column, name.All(char.IsAsciiDigit) ? $"column {name}" : name);
    }

    // Photographs have many sizes: they are parted by how large they are.
    private static ExampleGroups OfImages(LabelAuditSubject subject, int column)
    {
        var words = ImageOrigins.Words(subject, column);
        if (column != ImageOrigins.Size || words.Distinct().Count() <= MostValues)
            return Of(words, ImageOrigins.Columns(subject)[column]);
        float[] pixels = [.. subject.Traits.Select(traits => traits is null ? float.NaN : (float)traits.Width * traits.Height)];
        return Of(new ImageSet(1, pixels, new byte[pixels.Length]), 0, "pixels");
    }

    /// <summary>Parts examples by words: a group for each where these are few, else for the commonest, and one for the others.</summary>
    /// <param name="words">The word of each example; null where it is missing.</param>
    /// <param name="name">What they are words of.</param>
    public static ExampleGroups Of(IReadOnlyList<string?> words, string name)
    {
        ArgumentNullException.ThrowIfNull(words);
        string[] known =
        [
            .. words
                .OfType<string>()
                .CountBy(word => word)
                .OrderByDescending(each => each.Value)
                .ThenBy(each => each.Key, StringComparer.Ordinal)
                .Select(each => each.Key),
        ];
        HashSet<string> own = [.. known.Take(known.Length > MostValues ? MostValues - 1 : MostValues)];
        var rows = new SortedDictionary<(int Place, string Name), List<int>>(
            Comparer<(int Place, string Name)>.Create(
                (one, other) => one.Place != other.Place ? one.Place - other.Place : string.CompareOrdinal(one.Name, other.Name)
            )
        );
        for (var row = 0; row < words.Count; row++)
        {
            var place =
                words[row] is not { } word ? (2, $"{name} missing")
                : own.Contains(word) ? (0, $"{name} = {word}")
                : (1, $"{name} of {known.Length - own.Count} others");
            if (!rows.TryGetValue(place, out var group))
                rows[place] = group = [];
            group.Add(row);
        }
        return new([.. rows.Keys.Select(place => place.Name)], [.. rows.Values]);
    }

    /// <summary>Parts rows by a column: a group for each value where these are few, else four ranges with as many rows each.</summary>
    /// <param name="set">Rows of features.</param>
    /// <param name="column">The column, from 0.</param>
    /// <param name="name">Its name.</param>
    public static ExampleGroups Of(ImageSet set, int column, string name)
    {
        ArgumentNullException.ThrowIfNull(set);
        var features = set.Features ?? throw new ArgumentException("Only rows of features are parted by a column.", nameof(set));
        float[] values = [.. Enumerable.Range(0, set.Count).Select(row => features[(row * set.Width) + column])];
        float[] known = [.. values.Where(value => !float.IsNaN(value)).Order()];
        float[] distinct = [.. known.Distinct()];
        var isRanged = distinct.Length > MostValues;
        // A range ends with its greatest value.
        float[] ends = isRanged
            ? [.. Enumerable.Range(1, Ranges).Select(range => known[(range * known.Length / Ranges) - 1]).Distinct()]
            : distinct;
        var names = new List<string>();
        for (var i = 0; i < ends.Length; i++)
            names.Add(
                !isRanged ? Sentence.Of($"{name} = {ends[i]:0.####}")
                : i == 0 ? Sentence.Of($"{name} up to {ends[i]:0.####}")
                : Sentence.Of($"{name} above {ends[i - 1]:0.####}, up to {ends[i]:0.####}")
            );
        var rows = Enumerable.Range(0, ends.Length + 1).Select(_ => new List<int>()).ToList();
        for (var row = 0; row < values.Length; row++)
            rows[float.IsNaN(values[row]) ? ends.Length : Array.FindIndex(ends, end => values[row] <= end)].Add(row);
        names.Add($"{name} missing");
        var there = Enumerable.Range(0, rows.Count).Where(group => rows[group].Count > 0).ToList();
        return new([.. there.Select(group => names[group])], [.. there.Select(group => rows[group])]);
    }

    /// <summary>The groups of some of the examples, as places among these; a group of which none is among them has no rows.</summary>
    /// <param name="sample">Which, in their order.</param>
    public ExampleGroups Pick(IReadOnlyList<int> sample)
    {
        var places = sample.Select((index, place) => (index, place)).ToDictionary(each => each.index, each => each.place);
        return new(
            Names,
            [.. Rows.Select(rows => (IReadOnlyList<int>)[.. rows.Where(places.ContainsKey).Select(row => places[row])])]
        );
    }

    /// <summary>For each group the neighbours of its examples, as numbers within the group; -1 for one of another group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="neighbours">As many for each of all examples.</param>
    /// <param name="examples">All examples.</param>
    public int[] Within(int group, int[] neighbours, int examples)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        var each = neighbours.Length / examples;
        var own = new int[examples];
        Array.Fill(own, -1);
        for (var i = 0; i < Rows[group].Count; i++)
            own[Rows[group][i]] = i;
        return [.. Rows[group].SelectMany(row => Enumerable.Range(row * each, each).Select(at => own[neighbours[at]]))];
    }
}
