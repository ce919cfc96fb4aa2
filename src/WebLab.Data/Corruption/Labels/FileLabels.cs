using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;

namespace WebLab.Data.Corruption.Labels;

/// <summary>Labels from a file, for example the human labels of CIFAR-10N, in the order of the training images.</summary>
public static class FileLabels
{
    /// <summary>Reads the labels of the first training images.</summary>
    /// <param name="folder">The folder of label files; null where none is set up.</param>
    /// <param name="name">A plain file name in it.</param>
    /// <param name="facts">The data set.</param>
    /// <param name="count">The images that are trained on.</param>
    /// <param name="choice">What the recipe says of the file.</param>
    /// <param name="title">The person's name for the file, for sentences; null for its own.</param>
    /// <param name="dataFolder">The folder of the data set's files, which may tell where its images came from; null for none.</param>
    /// <exception cref="DatasetException">It is not there, not labels of the data set, or leaves a choice.</exception>
    public static LabelSet Read(
        string? folder,
        string name,
        DatasetFacts facts,
        int count,
        LabelChoice choice,
        string? title = null,
        string? dataFolder = null
    )
    {
        var path = Locate(folder, name);
        try
        {
            var content = BoundedFile.ReadPlain(path, LabelFile.MaxBytes, "a label file", title ?? name);
            var labels = LabelFile.ReadSet(name, content, LabelTarget.Of(facts, count, dataFolder), choice, title).First(count);
            return labels.LeftOut < labels.Labels.Length
                ? labels
                : throw new DatasetException(
                    Sentence.Of($"{title ?? name} leaves out all of the first {count:N0} examples, on which the run trains: ")
                        + "train on more of them, or give some a label."
                );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The label file {name} could not be read: {error.Message}", error);
        }
    }

    /// <summary>What to ask before labels from a file are trained on.</summary>
    /// <param name="spec">The recipe, which may accept what is odd.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="title">The person's name for the file; null for its own.</param>
    /// <returns>One sentence; null where nothing is odd or the recipe accepts it.</returns>
    public static string? Doubt(RunSpec spec, LabelPair labels, string? title = null) =>
        spec.Corruption is { Kind: CorruptionKind.FileLabels, AcceptChance: false } corruption
        && new LabelSet(labels.Given, labels.IsLeftOut).Kept(labels.True) is var (truths, given)
        && DatasetFacts.Of(spec.Dataset) is var facts
        && LabelAgreement.Of(truths, given, facts.Classes, facts.IsOwn).Doubt is { } doubt
            ? $"{title ?? corruption.LabelFile}: {doubt}. If they are meant so, accept them with accept-chance-labels."
            : null;

    // The spec's check allows no separator in the name; a link that leads out of the folder is refused here.
    private static string Locate(string? folder, string name)
    {
        if (folder is null)
            throw new DatasetException($"The label file {name} cannot be found: no folder of label files is set up.");
        var path = Path.GetFullPath(Path.Combine(folder, name));
        if (Path.GetFileName(path) != name || Path.GetDirectoryName(path) != Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar))
            throw new DatasetException($"The label file {name} must be a plain file name in the folder of label files.");
        if (!File.Exists(path))
            throw new DatasetException($"The label file {name} is not in {folder}.");
        if (File.ResolveLinkTarget(path, returnFinalTarget: true) is not null)
            throw new DatasetException($"The label file {name} is a link; it must be a file in the folder of label files.");
        return path;
    }
}
