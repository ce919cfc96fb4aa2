namespace WebLab.Data.Datasets;

/// <summary>The forms that data sets are read in: each class of this assembly that reads one.</summary>
public static class DatasetFormats
{
    /// <summary>Every form.</summary>
    public static IReadOnlyList<IDatasetFormat> All { get; } = Known();

    /// <summary>The sets at a place: in a folder, in its folder <c>raw</c>, or else in the folders inside it.</summary>
    /// <param name="place">A folder; or a folder and what the names of a set's files begin with, as <c>gzip/emnist-letters</c>.</param>
    public static IReadOnlyList<FoundDataset> Find(string place)
    {
        if (Directory.Exists(place))
            return In([place, Path.Combine(place, "raw")]) is { Count: > 0 } here
                ? here
                : In(
                    Directory
                        .EnumerateDirectories(place)
                        .Order(StringComparer.Ordinal)
                        .SelectMany(inner => new[] { inner, Path.Combine(inner, "raw") })
                );
        var name = Path.GetFileName(place);
        return Path.GetDirectoryName(place) is { Length: > 0 } folder
            ? [.. In([folder]).Where(found => found.Name.Equals(name, StringComparison.OrdinalIgnoreCase))]
            : [];
    }

    /// <summary>The one set at a place.</summary>
    /// <param name="place">As for <see cref="Find"/>.</param>
    /// <exception cref="DatasetException">There is none, or more than one.</exception>
    public static FoundDataset Only(string place)
    {
        try
        {
            return Find(place) switch
            {
                [var only] => only,
                [] => throw new DatasetException(
                    $"There is no data set in {place}: {string.Join("; or ", All.Select(format => format.Wanted))} are expected there, "
                        + "in a folder raw or in a folder inside it."
                ),
                var several => throw new DatasetException(
                    $"{place} has {several.Count} data sets: give one of "
                        + $"{string.Join(", ", several.Take(12).Select(found => found.Place))}."
                ),
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{place} could not be looked into: {error.Message}", error);
        }
    }

    private static IReadOnlyList<IDatasetFormat> Known()
    {
        var formats = new DescriptorRegistry<IDatasetFormat>("data format", format => format.GetType().Name);
        formats.Add(typeof(DatasetFormats).Assembly);
        return formats.All;
    }

    private static List<FoundDataset> In(IEnumerable<string> folders) =>
        [.. folders.SelectMany(folder => All.SelectMany(format => format.Find(folder)))];
}
