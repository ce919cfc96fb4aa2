namespace WebLab.Training.Import;

/// <summary>Folders named for training, validation and test.</summary>
internal sealed class SplitFolders
{
    private static readonly string[] TrainNames = ["train", "training", "trn"],
        TestNames = ["test", "testing", "tst"],
        ValidationNames = ["val", "valid", "validation", "dev"];

    private readonly bool _areThere,
        _hasTest;

    private SplitFolders(bool areThere, bool hasTest, string words) => (_areThere, _hasTest, Words) = (areThere, hasTest, words);

    /// <summary>What was found, for a sentence; empty where there are none.</summary>
    public string Words { get; }

    /// <summary>Whether the paths' first folders are splits: all of them are, and one is for training.</summary>
    public static SplitFolders Of(IReadOnlyList<string[]> paths)
    {
        HashSet<string> first = [.. paths.Where(path => path.Length > 1).Select(path => path[0].ToLowerInvariant())];
        var hasTest = first.Overlaps(TestNames);
        var hasValidation = first.Overlaps(ValidationNames);
        if (!first.Overlaps(TrainNames) || !first.All(name => Split(name, hasTest) != ExampleSplit.None))
            return new(false, false, "");
        return new(
            true,
            hasTest,
            (hasTest, hasValidation) switch
            {
                (true, true) => ", with folders for training, validation and test; those for validation are trained on",
                (true, false) => ", with folders for training and test",
                (false, true) => ", with folders for training and validation; the latter is the test",
                _ => "",
            }
        );
    }

    /// <summary>The split of a path, and the path within it.</summary>
    public (ExampleSplit Split, ReadOnlyMemory<string> Path) Take(string[] path) =>
        _areThere && path.Length > 1 ? (Split(path[0], _hasTest), path.AsMemory(1)) : (ExampleSplit.None, path);

    /// <summary>The split that a word names; none for another word.</summary>
    public static ExampleSplit Split(string word, bool hasTest) =>
        IsOneOf(TrainNames, word) ? ExampleSplit.Train
        : IsOneOf(TestNames, word) ? ExampleSplit.Test
        : IsOneOf(ValidationNames, word)
            ? hasTest ? ExampleSplit.Train
                : ExampleSplit.Test
        : ExampleSplit.None;

    private static bool IsOneOf(string[] names, string word) => names.Contains(word, StringComparer.OrdinalIgnoreCase);
}
