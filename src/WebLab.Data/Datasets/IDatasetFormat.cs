using WebLab.Contracts.Datasets;

namespace WebLab.Data.Datasets;

/// <summary>A form in which data sets are published: which files it consists of, and how they are read. One stands in a file of its own
/// and is found by its type; it needs a constructor without parameters.</summary>
public interface IDatasetFormat
{
    /// <summary>The files that it looks for, for a sentence.</summary>
    string Wanted { get; }

    /// <summary>The sets in a folder, by their files' names alone.</summary>
    /// <param name="folder">A folder; it may be absent.</param>
    IEnumerable<FoundDataset> Find(string folder);

    /// <summary>Reads the first images of both splits.</summary>
    /// <param name="found">What <see cref="Find"/> gave.</param>
    /// <param name="trainCount">Training images wanted; more than there are means all.</param>
    /// <param name="testCount">Test images wanted; more than there are means all.</param>
    /// <exception cref="DatasetException">A file is not what its name says, or not whole.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    DatasetSplits Read(FoundDataset found, int trainCount, int testCount);

    /// <summary>Both splits with their labels; the examples stay in their files and are read where they are asked for.</summary>
    /// <param name="found">What <see cref="Find"/> gave.</param>
    /// <exception cref="DatasetException">A file is not what its name says, or not whole.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    DatasetSplits Open(FoundDataset found);
}

/// <summary>The files of a data set.</summary>
/// <param name="Format">How they are read.</param>
/// <param name="Folder">The folder that they stand in.</param>
/// <param name="Name">What their names begin with; empty where they begin with nothing of their own.</param>
/// <param name="Files">Their paths, in the format's order.</param>
public sealed record FoundDataset(IDatasetFormat Format, string Folder, string Name, IReadOnlyList<string> Files)
{
    /// <summary>The place that a person points at: the folder, and the beginning of the names where they have one.</summary>
    public string Place => Name.Length == 0 ? Folder : Path.Combine(Folder, Name);

    /// <summary>Files that need not be there and say how the others are to be taken.</summary>
    public IEnumerable<string> Beside => [Path.Combine(Folder, DatasetFiles.StandIn), Path.Combine(Folder, DatasetFiles.ClassNames)];

    /// <summary>Looks at the files before one is opened: a pipe or a device, which has no bytes, would be waited for.</summary>
    /// <exception cref="DatasetException">One has no bytes.</exception>
    /// <exception cref="IOException">One is gone.</exception>
    public void CheckFiles()
    {
        if (Files.FirstOrDefault(path => LinkEnd.Bytes(path) == 0) is { } odd)
            throw new DatasetException($"{odd} is empty, or no plain file.");
    }

    /// <summary>Paths, sizes and times: as long as this is the same, so are the files.</summary>
    public string Stamp() =>
        string.Join(
            '\n',
            Files.Concat(Beside).Select(path =>
                FormattableString.Invariant($"{path}|{LinkEnd.BytesOf(path) ?? -1}|{File.GetLastWriteTimeUtc(path).Ticks}")
            )
        );
}

/// <summary>Both splits of a data set.</summary>
/// <param name="Train">The training images.</param>
/// <param name="Test">The test images.</param>
/// <param name="Classes">The class names that the files themselves tell.</param>
public sealed record DatasetSplits(ImageSet Train, ImageSet Test, IReadOnlyList<string> Classes)
{
    /// <summary>The features' names; none for images.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>What an example is.</summary>
    public DatasetKind Kind => Train.Kind;
}
