using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;

namespace WebLab.Data.Datasets;

/// <summary>
/// What a folder of an imported set says of itself, in its <c>dataset.json</c>. Beside it stand, of each split, the examples as raw bytes
/// (images: CHW, features: float32 with the lowest byte first) and a byte for each label.
/// </summary>
public sealed record ImportedSet
{
    /// <summary>The file's name.</summary>
    public const string FileName = "dataset.json";

    /// <summary>What an unfinished set's folder begins with; its parent is the finished set's.</summary>
    public const string UnfinishedPrefix = ".importing-";

    private const int Current = 1,
        MaxFileBytes = 64_000_000;

    private const double MostValues = 1e12;

    /// <summary>The form of this file.</summary>
    public int SchemaVersion { get; init; } = Current;

    /// <summary>What an example is.</summary>
    public required DatasetKind Kind { get; init; }

    /// <summary>Rows of an image; 1 for features.</summary>
    public required int Height { get; init; }

    /// <summary>Columns of an image; the number of features.</summary>
    public required int Width { get; init; }

    /// <summary>1 or 3.</summary>
    public required int Channels { get; init; }

    /// <summary>Training examples.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Test examples.</summary>
    public required int TestCount { get; init; }

    /// <summary>The class names, in the order of the labels.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The features' names; none for images.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>SHA-256 of its content, as <see cref="DatasetHash"/> makes it.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Where it came from.</summary>
    public IReadOnlyList<string> Origin { get; init; } = [];

    /// <summary>What was understood of the sources, a sentence each.</summary>
    public IReadOnlyList<string> Understood { get; init; } = [];

    /// <summary>What was odd about them, a sentence each.</summary>
    public IReadOnlyList<string> Odd { get; init; } = [];

    /// <summary>What could not be read; null where an older import did not keep it.</summary>
    public LeftOutExamples? LeftOut { get; init; }

    /// <summary>The choices that it was made with.</summary>
    public ImportChoices Choices { get; init; } = new();

    /// <summary>The files of a set in a folder: this one, training examples and labels, test examples and labels.</summary>
    /// <param name="folder">The folder.</param>
    public static IReadOnlyList<string> Files(string folder) =>
        [
            .. new[] { FileName, "train-examples.bin", "train-labels.bin", "test-examples.bin", "test-labels.bin" }.Select(name =>
                Path.Combine(folder, name)
            ),
        ];

    /// <summary>The file that says where each example of a split came from, a line of JSON an example.</summary>
    /// <param name="folder">The set's folder.</param>
    /// <param name="split">The split's name.</param>
    public static string NamesFile(string folder, string split) => Path.Combine(folder, $"{split}-names.txt");

    /// <summary>The file that says what each image's file of a split was like; a set of no images, or of an older import, has
    /// none.</summary>
    /// <param name="folder">The set's folder.</param>
    /// <param name="split">The split's name.</param>
    public static string TraitsFile(string folder, string split) => Path.Combine(folder, $"{split}-traits.txt");

    /// <summary>Where each example of a split came from, a path or a row; none where the set does not say it.</summary>
    /// <param name="folder">The set's folder.</param>
    /// <param name="count">How many examples are looked at, the first ones.</param>
    /// <param name="split">The split's name.</param>
    /// <exception cref="DatasetException">The file is not what an import writes.</exception>
    public static IReadOnlyList<string> ReadNames(string folder, int count, string split = "train")
    {
        var path = NamesFile(folder, split);
        if (LinkEnd.BytesOf(path) is not > 0)
            return [];
        try
        {
            string[] names = [.. File.ReadLines(path).Take(count).Select(line => JsonSerializer.Deserialize<string>(line) ?? "")];
            return names.Length == count
                ? names
                : throw new DatasetException(Sentence.Of($"{path} has {names.Length:N0} lines, not {count:N0}."));
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path} could not be read: {error.Message}", error);
        }
    }

    /// <summary>What the set in a folder says of itself; null where there is none that an import made.</summary>
    /// <param name="folder">The folder; null for none.</param>
    /// <exception cref="DatasetException">It is none that this WebLab reads.</exception>
    public static ImportedSet? Find(string? folder)
    {
        if (folder is null || Path.Combine(folder, FileName) is not { } path || !File.Exists(path))
            return null;
        try
        {
            return Read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path} could not be read: {error.Message}", error);
        }
    }

    /// <summary>Reads what a set says of itself.</summary>
    /// <param name="path">Its <c>dataset.json</c>.</param>
    /// <exception cref="DatasetException">It is none that this WebLab reads.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ImportedSet Read(string path)
    {
        var length = LinkEnd.Bytes(path);
        if (length == 0)
            throw new DatasetException($"{path} is empty, or no plain file.");
        if (length > MaxFileBytes)
            throw new DatasetException(Sentence.Of($"{path} has more than {MaxFileBytes:N0} bytes, which no imported set's has."));
        try
        {
            var set = JsonSerializer.Deserialize<ImportedSet>(File.ReadAllBytes(path), LabJson.Tolerant)
                ?? throw new DatasetException($"{path} is empty.");
            return set.SchemaVersion > Current
                    ? throw new DatasetException(
                        $"{path} is of version {set.SchemaVersion}; this WebLab reads version {Current}: "
                            + "import the set again or use a newer WebLab."
                    )
                : set.IsSound() ? set
                : throw new DatasetException($"{path} announces a size or a number of classes that no set has: import it again.");
        }
        catch (JsonException error)
        {
            throw new DatasetException($"{path} is not what an import writes: {error.Message}", error);
        }
    }

    /// <summary>The file, beside an unfinished set's folder, that is held open as long as its import lives.</summary>
    /// <param name="unfinished">The folder.</param>
    public static string LockOf(string unfinished) => $"{unfinished}.lock";

    /// <summary>Removes what imports that were killed left in a folder.</summary>
    /// <param name="parent">The folder that sets stand in; it may be absent.</param>
    public static void Sweep(string parent)
    {
        if (!Directory.Exists(parent))
            return;
        var left = Directory
            .EnumerateFileSystemEntries(parent, $"{UnfinishedPrefix}*")
            .Select(path => path.EndsWith(".lock", StringComparison.Ordinal) ? path[..^".lock".Length] : path);
        foreach (var unfinished in left.Distinct().ToList())
        {
            try
            {
                // Only the import itself holds its lock: a file that opens belongs to nobody any more.
                using var held = new FileStream(LockOf(unfinished), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                if (Directory.Exists(unfinished))
                    Directory.Delete(unfinished, recursive: true);
                File.Delete(LockOf(unfinished));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // An import that goes on, or a folder of somebody else.
            }
        }
    }

    private bool IsSound() =>
        TrainCount > 0
        && TestCount > 0
        && Height > 0
        && Width > 0
        && Channels is 1 or 3
        && Classes.Count is >= 2 and <= 256
        && (Kind == DatasetKind.Images ? Columns.Count == 0 : Height == 1 && Channels == 1 && Columns.Count == Width)
        && (double)Math.Max(TrainCount, TestCount) * Height * Width * Channels <= MostValues
        && (double)Height * Width * Channels <= Array.MaxLength;
}
