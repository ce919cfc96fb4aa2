using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Data.LabelAudits;

/// <summary>The parts of a table by the values of one of its columns, for results of each part alone.</summary>
public sealed class ExampleGroups
{
    private const int MostValues = 12,
        Ranges = 4;

    private ExampleGroups(IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<int>> rows) => (Names, Rows) = (names, rows);

    /// <summary>Their names, such as <c>sex = 1</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The examples of each, in their order.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Rows { get; }

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
