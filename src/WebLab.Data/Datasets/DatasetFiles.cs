namespace WebLab.Data.Datasets;

/// <summary>The files of the published data sets: names, sizes and checksums, and where they are on a disk.</summary>
public static class DatasetFiles
{
    /// <summary>A file beside others that says, by a data set's name, that these stand in for it without its content: where something is
    /// tried that asks for the set by its name. Each file is still told not to be the published one.</summary>
    public const string StandIn = "STAND-IN";

    /// <summary>The names of the classes beside files in CIFAR-10's form, a line each.</summary>
    public const string ClassNames = "batches.meta.txt";

    /// <summary>What the publisher offers for download: CIFAR-10 as one archive that unpacks into <see cref="FolderName"/>, MNIST as four
    /// files.</summary>
    /// <param name="name">The data set.</param>
    /// <returns>Nothing for the generated set.</returns>
    public static IReadOnlyList<DatasetFile> Published(string name) =>
        PublishedSet.Find(name) is not { } set ? []
        : set.Archive is { } archive ? [archive]
        : [.. set.Files.Select(forms => forms[^1])];

    /// <summary>What a downloaded archive must hold, in a folder <see cref="FolderName"/>.</summary>
    /// <param name="name">The data set.</param>
    /// <returns>Nothing for a data set that is not published as an archive.</returns>
    public static IReadOnlyList<DatasetFile> Unpacked(string name) =>
        PublishedSet.Find(name) is { Archive: not null } set ? [.. set.Files.Select(forms => forms[0])] : [];

    /// <summary>The folder that a data set's files stand in when their parent is given.</summary>
    /// <param name="name">The data set.</param>
    /// <returns>Empty for a data set that is published nowhere.</returns>
    public static string FolderName(string name) => PublishedSet.Find(name)?.Folder ?? "";

    /// <summary>The folder, beside a data set's own, in which the labels that others gave its images are published.</summary>
    /// <param name="name">The data set.</param>
    /// <returns>Null where there is no such publication.</returns>
    public static string? LabelFolderName(string name) => PublishedSet.Find(name)?.LabelFolder;

    /// <summary>The files of a data set, by their names.</summary>
    /// <param name="name">A data set with files.</param>
    /// <param name="folder">The folder that they stand in, or its parent.</param>
    /// <returns>Null when a file is missing in both, or they may not be looked into.</returns>
    public static FoundDataset? Find(string name, string folder)
    {
        var set = Set(name);
        try
        {
            return Candidates(set, folder)
                .SelectMany(set.Format.Find)
                .FirstOrDefault(found => found.Name is "" || IsCalled(set, found.Name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Compares the files' checksums with the published ones; takes about a second for CIFAR-10.</summary>
    /// <param name="name">A data set with files.</param>
    /// <param name="found">What <see cref="Find"/> returned.</param>
    /// <returns>
    /// A sentence for each file that differs. Such a file is still usable if <see cref="DatasetCheck"/> finds no problem.
    /// </returns>
    /// <exception cref="DatasetException">A file cannot be read.</exception>
    public static IReadOnlyList<string> Check(string name, FoundDataset found)
    {
        try
        {
            return
            [
                .. found
                    .Files.Zip(Set(name).Files)
                    .Where(file => !file.Second.Any(form => form.IsAt(file.First)))
                    .Select(file =>
                        $"{Path.GetFileName(file.First)} is not the published file: "
                        + $"its MD5 differs from {FormOf(file.First, file.Second).Md5}."
                    ),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The files in {found.Folder} could not be checked: {error.Message}", error);
        }
    }

    /// <summary>
    /// Why files are not the data set. Fashion-MNIST and others have the names and the sizes of MNIST's, and any set can be written in
    /// CIFAR-10's form: files of which not one has its content are not the set, unless <see cref="StandIn"/> says that they stand in for
    /// it.
    /// </summary>
    /// <exception cref="DatasetException">A file is not whole.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    internal static string? Refusal(string name, FoundDataset found) =>
        PublishedSet.Find(name) is { } set && !set.IsIt(found) && !StandsIn(name, found)
            ? $"The files in {found.Folder} are not {set.NotIt}"
            : null;

    /// <summary>Whether <see cref="StandIn"/> says that files stand in for a data set.</summary>
    /// <param name="name">The data set.</param>
    /// <param name="found">Its files.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool StandsIn(string name, FoundDataset found) =>
        Path.Combine(found.Folder, StandIn) is var path && LinkEnd.BytesOf(path) is > 0 and < 100 && File.ReadAllText(path).Trim() == name;

    /// <summary>The names of a data set's files, for a sentence.</summary>
    internal static string Wanted(string name) => Set(name).Format.Wanted;

    private static PublishedSet Set(string name) =>
        PublishedSet.Find(name) ?? throw new ArgumentOutOfRangeException(nameof(name), name, "Not a data set with files.");

    private static DatasetFile FormOf(string path, DatasetFile[] forms) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? forms[^1] : forms[0];

    // torchvision unpacks MNIST into MNIST/raw, others into folders with or without capitals.
    private static IEnumerable<string> Candidates(PublishedSet set, string folder) =>
        new[] { folder }
            .Concat(
                Directory.Exists(folder)
                    ? Directory
                        .EnumerateDirectories(folder)
                        .Where(inner => IsCalled(set, Path.GetFileName(inner)))
                        .Order(StringComparer.Ordinal)
                    : []
            )
            .SelectMany(candidate => new[] { candidate, Path.Combine(candidate, "raw") });

    private static bool IsCalled(PublishedSet set, string word) => word.Equals(set.Folder, StringComparison.OrdinalIgnoreCase);
}
