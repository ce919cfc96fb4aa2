namespace WebLab.Training.Import;

/// <summary>Folders named for training, validation and test.</summary>
internal sealed class SplitFolders
{
    private static readonly string[] TrainNames = ["train", "training", "trn"],
        TestNames = ["test", "testing", "tst"],
        ValidationNames = ["val", "valid", "validation", "dev"],
        Fillers = ["set", "data", "dataset", "images", "image", "imgs", "img", "folder", "split", "seg"];

    private readonly int? _place;
    private readonly bool _hasTest;
    private readonly Dictionary<string, int> _roots = new(StringComparer.Ordinal);

    private SplitFolders(int? place, bool hasTest, string words) => (_place, _hasTest, Words) = (place, hasTest, words);

    /// <summary>What was found, for a sentence; empty where there are none.</summary>
    public string Words { get; }

    /// <summary>Whether the paths' first folders are splits, or the folders in them: all of them are, and one is trained on.</summary>
    public static SplitFolders Of(IReadOnlyList<string[]> paths) =>
        At(paths, 0) ?? (paths.All(path => path.Length > 2) ? At(paths, 1) : null) ?? new(null, false, "");

    private static SplitFolders? At(IReadOnlyList<string[]> paths, int place)
    {
        // What is in no folder of a class is told where it is left out.
        var rest = paths.Where(path => path.Length > place + 1).ToList();
        HashSet<string> names = [.. rest.Select(path => path[place])];
        var hasTest = names.Any(name => Split(name, true) == ExampleSplit.Test);
        var hasValidation = names.Any(name => IsOneOf(ValidationNames, name));
        if (names.Any(name => Split(name, hasTest) == ExampleSplit.None) || !names.Any(name => Split(name, hasTest) == ExampleSplit.Train))
            return null;
        var found = new SplitFolders(
            place,
            hasTest,
            (hasTest, hasValidation) switch
            {
                (true, true) => ", with folders for training, validation and test; those for validation are trained on",
                (true, false) => ", with folders for training and test",
                (false, true) => ", with folders for training and validation; the latter is the test",
                _ => "",
            }
        );
        // Folders that all of a split is in, as in training_set/training_set/cat and train/images/cat.
        if (place == 0)
        {
            foreach (var split in rest.GroupBy(path => path[0], StringComparer.Ordinal))
                found._roots[split.Key] = Root([.. split]);
        }
        return found;
    }

    private static int Root(string[][] paths)
    {
        var root = 1;
        while (paths.All(path => path.Length > root + 2 && path[root] == paths[0][root]))
            root++;
        return root;
    }

    /// <summary>The split of a path, and the path within it.</summary>
    public (ExampleSplit Split, ReadOnlyMemory<string> Path) Take(string[] path) =>
        _place is not { } place || path.Length <= place + 1 ? (ExampleSplit.None, path)
        : place == 0 ? (Split(path[0], _hasTest), path.AsMemory(Math.Min(_roots[path[0]], path.Length - 1)))
        : (Split(path[place], _hasTest), new[] { path[0], path[^1] });

    /// <summary>The split that a word names; none for another word.</summary>
    public static ExampleSplit Split(string word, bool hasTest) =>
        IsOneOf(TrainNames, word) ? ExampleSplit.Train
        : IsOneOf(TestNames, word) ? ExampleSplit.Test
        : IsOneOf(ValidationNames, word)
            ? hasTest ? ExampleSplit.Train
                : ExampleSplit.Test
        : ExampleSplit.None;

    /// <summary>The split that one of a file's words names, as in labels_train; none where none or several do.</summary>
    public static ExampleSplit Named(string name, bool hasTest) =>
        name.Split('_', '-', ' ', '.').Select(word => Split(word, hasTest)).Where(split => split != ExampleSplit.None).Distinct().ToArray()
            is [var one]
            ? one
            : ExampleSplit.None;

    // Such as training_set and seg_test.
    private static bool IsOneOf(string[] names, string word) =>
        names.Contains(word, StringComparer.OrdinalIgnoreCase)
        || (
            word.Split('_', '-', ' ', '.') is { Length: > 1 } parts
            && parts.Count(part => names.Contains(part, StringComparer.OrdinalIgnoreCase)) == 1
            && parts.Count(part => Fillers.Contains(part, StringComparer.OrdinalIgnoreCase)) == parts.Length - 1
        );
}
