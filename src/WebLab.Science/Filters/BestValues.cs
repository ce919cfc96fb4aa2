using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Runs;

namespace WebLab.Science.Filters;

/// <summary>The best value of each field that a filter compares with its best.</summary>
internal sealed class BestValues
{
    private readonly Dictionary<NumberRunField, double?> _values = [];

    public BestValues() { }

    public BestValues(IEnumerable<NumberRunField> fields, IReadOnlyList<RunSummary> runs)
    {
        IsKnown = true;
        foreach (var field in fields.Distinct())
            _values[field] = field.Better == Better.Lower ? runs.Min(field.Value) : runs.Max(field.Value);
    }

    /// <summary>Whether they have been looked for.</summary>
    public bool IsKnown { get; }

    /// <summary>The best value, or null where no run has one.</summary>
    public double? Of(NumberRunField field) => _values.GetValueOrDefault(field);
}

/// <summary>What to say of a field that does not exist.</summary>
internal static class FieldNames
{
    private const int MaxCompared = 40;

    public static string Unknown(string name)
    {
        var written = Sentence.Shorten(name);
        return Nearest(name) is { } near
            ? $"there is no field {written}; did you mean {near}?"
            : $"there is no field {written}; there are, for example, model, noise, test.acc, status and tag.";
    }

    private static string? Nearest(string name)
    {
        if (name.Length is < 2 or > MaxCompared)
            return null;
        var all = RunFields.All.SelectMany(field => field.Aliases.Prepend(field.Name)).ToList();
        return all.FirstOrDefault(known => known.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            ?? all.Select(known => (Name: known, Distance: Distance(name.ToLowerInvariant(), known)))
                .Where(near => near.Distance <= (name.Length < 4 ? 1 : 2))
                .OrderBy(near => near.Distance)
                .Select(near => near.Name)
                .FirstOrDefault();
    }

    /// <summary>Insertions, deletions and replacements from one word to the other.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[b.Length];
    }
}
