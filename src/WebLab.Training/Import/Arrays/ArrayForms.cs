using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Arrays;

/// <summary>Arrays of images or features and arrays of their labels, told apart by shape and name; of one split or of two.</summary>
internal static class ArrayForms
{
    public static bool IsNumpy(SourceEntry entry) => entry.Extension is ".npy" or ".npz";

    public static ArrayExamples Numpy(SourceTree tree, ImportChoices choices) =>
        Read(tree, tree.Entries.Where(IsNumpy).SelectMany(entry => NumpyArrays.Read(entry, tree)), choices, ImportForm.Arrays);

    public static ArrayExamples Idx(SourceTree tree, ImportChoices choices) =>
        Read(tree, tree.Entries.Where(IdxArrays.IsIdx).Select(entry => IdxArrays.Read(entry, tree)), choices, ImportForm.Idx);

    private static ArrayExamples Read(SourceTree tree, IEnumerable<NamedArray> found, ImportChoices choices, ImportForm form)
    {
        NamedArray[] arrays = [.. found];
        var hasTest = arrays.Any(array => array.Split(true) == ExampleSplit.Test);
        var groups = arrays.GroupBy(array => array.Split(hasTest)).OrderBy(group => group.Key).ToList();
        var parts = new List<(NamedArray Data, NamedArray Labels, ExampleSplit Split)>();
        // A file for training and another for validation may both be trained on.
        foreach (var group in groups)
        {
            // Those for training and for validation may come together.
            foreach (var one in Sets(group))
            {
                NamedArray[] labels = [.. one.Where(array => array.IsFlat || array.IsMarks)];
                NamedArray[] data = [.. one.Except(labels)];
                // What has neither as many examples nor a name of labels tells something else: the classes' names, or the columns'.
                if (data is [var only] && labels.Length > 1)
                {
                    NamedArray[] asMany = [.. labels.Where(array => array.Count == only.Count)];
                    // Labels that are too few are told, and weights not taken in their place.
                    if (Array.Exists(asMany, array => array.IsCalledLabels) || !Array.Exists(labels, array => array.IsCalledLabels))
                        labels = asMany;
                }
                tree.Columns = labels.Length > 1 ? [.. labels.Select(array => array.Name)] : [];
                if (labels.Length > 1)
                    labels = choices.LabelColumn is { } name
                        ? [.. labels.Where(array => array.Name == name)]
                        : [.. labels.Where(array => array.IsCalledLabels)];
                if (data.Length != 1 || labels.Length != 1)
                    throw new ImportChoiceException(
                        "labelColumn",
                        $"{tree.Title} has {Listed(one)}: one array of images or features and one of labels are expected for each split"
                            + (data.Length == 1 && tree.Columns.Count > 0 ? $"; say which is the label column, {Either(tree.Columns)}" : "")
                            + "."
                    );
                if (data[0].Count != labels[0].Count)
                    throw labels[0]
                        .Entry.Refuse(Sentence.Of($"has {labels[0].Count:N0} labels; {data[0].Name} has {data[0].Count:N0} examples."));
                parts.Add((data[0], labels[0], group.Key));
            }
        }
        if (parts.Any(part => !part.Data.Array.Shape.Skip(1).SequenceEqual(parts[0].Data.Array.Shape.Skip(1))))
            throw new DatasetException(
                $"{tree.Title} has examples of other sizes in its splits: {Listed(parts.Select(part => part.Data))}."
            );
        string[] words = [.. parts.SelectMany(part => part.Labels.ToWords())];
        var classes = ClassNames.Of(tree.Title, words);
        ArrayPart[] examples = [.. parts.Select(part => new ArrayPart(part.Data, part.Split))];
        // One name says it of one split only.
        return parts.Count == 1 && tree.Columns.Count > 0
            ? new(tree, examples, classes, choices with { Form = form, LabelColumn = parts[0].Labels.Name }, tree.Columns)
            : new(tree, examples, classes, choices with { Form = form }, []);
    }

    /// <summary>The arrays of a split, or of each of the two that are trained on, told apart by their names.</summary>
    private static IEnumerable<NamedArray[]> Sets(IEnumerable<NamedArray> split)
    {
        NamedArray[] validation = [.. split.Where(array => array.Split(true) != array.Split(false))];
        NamedArray[] others = [.. split.Except(validation)];
        return validation.Length == 0 || others.Length == 0
            ?
            [
                [.. split],
            ]
            : [others, validation];
    }

    private static string Either(IEnumerable<string> names) => string.Join(" or ", names.Take(6).Select(SourceEntry.Visible));

    private static string Listed(IEnumerable<NamedArray> arrays) =>
        string.Join(", ", arrays.Take(6).Select(array => $"{SourceEntry.Visible(array.Name)} ({string.Join(" x ", array.Array.Shape)})"));
}

/// <summary>IDX files.</summary>
internal sealed class IdxReader : ImportReader
{
    public override ImportForm Form => ImportForm.Idx;

    public override int Place => 30;

    public override bool Knows(SourceTree tree) => tree.Entries.Any(IdxArrays.IsIdx);

    public override ExampleSource Read(SourceTree tree, ImportChoices choices, bool isPreview) => ArrayForms.Idx(tree, choices);
}

/// <summary>NumPy's arrays.</summary>
internal sealed class NumpyReader : ImportReader
{
    public override ImportForm Form => ImportForm.Arrays;

    public override int Place => 40;

    public override IReadOnlyList<string> Choices => ["labelColumn"];

    public override bool Knows(SourceTree tree) => tree.Entries.Any(ArrayForms.IsNumpy);

    public override ExampleSource Read(SourceTree tree, ImportChoices choices, bool isPreview) => ArrayForms.Numpy(tree, choices);
}
