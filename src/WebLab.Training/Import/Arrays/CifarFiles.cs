using System.Text;
using System.Text.RegularExpressions;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Labels;
using WebLab.Data.Labels.Pickles;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Arrays;

/// <summary>CIFAR-10 and CIFAR-100 as they are published: binary records, or Python pickles, of which nothing is executed.</summary>
internal static partial class CifarFiles
{
    private const int Pixels = 3 * 32 * 32;
    private const string Fine = "fine_labels",
        Coarse = "coarse_labels";

    private static readonly LabelTarget NoTarget = new("", [], 0, 0, 0);

    public static bool IsBinary(SourceEntry entry) => entry.Extension == ".bin" && FileName().IsMatch(entry.Name[..^".bin".Length]);

    public static bool IsPython(SourceEntry entry) => FileName().IsMatch(entry.Name) && entry.Begin(2) is [0x80, >= 2 and <= 5];

    public static ArrayExamples Binary(SourceTree tree, ImportChoices choices)
    {
        var isCoarse = IsCoarse(choices);
        var names = tree.Entries.FirstOrDefault(entry =>
            entry.Name == (isCoarse ? "coarse_label_names.txt" : "fine_label_names.txt") || (!isCoarse && entry.Name == "batches.meta.txt")
        ) is { } text
            ? System
                .Text.Encoding.UTF8.GetString(text.Read(100_000))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : null;
        return Read(
            tree,
            [.. tree.Entries.Where(IsBinary)],
            entry => Records(entry, tree, isCoarse),
            names,
            choices with
            {
                Form = ImportForm.CifarBinary,
            }
        );
    }

    public static ArrayExamples Python(SourceTree tree, ImportChoices choices)
    {
        string[]? names = null;
        var isCoarse = IsCoarse(choices);
        if (tree.Entries.FirstOrDefault(entry => entry.Name is "batches.meta" or "meta") is { } meta)
            names = Pickled(meta)
                .Where(each => isCoarse ? each.Key is "coarse_label_names" : each.Key is "label_names" or "fine_label_names")
                .Select(each => each.Value)
                .OfType<List<object?>>()
                .Select(list => list.Select(Text).OfType<string>().ToArray())
                .FirstOrDefault();
        return Read(
            tree,
            [.. tree.Entries.Where(IsPython)],
            entry => Batch(entry, isCoarse),
            names,
            choices with
            {
                Form = ImportForm.CifarPython,
            }
        );
    }

    private static bool IsCoarse(ImportChoices choices) =>
        choices.LabelColumn switch
        {
            null or Fine => false,
            Coarse => true,
            var other => throw new ImportChoiceException(
                "labelColumn",
                $"label column must be {Fine} or {Coarse}, of CIFAR-100; it was {Sentence.Shown(SourceEntry.Visible(other))}."
            ),
        };

    private static ArrayExamples Read(
        SourceTree tree,
        SourceEntry[] files,
        Func<SourceEntry, (byte[] Labels, byte[] Pixels, bool HasCoarse)> read,
        string[]? names,
        ImportChoices choices
    )
    {
        var parts = new List<ArrayPart>();
        var labels = new List<byte>();
        foreach (var file in files)
        {
            var (given, pixels, hasCoarse) = read(file);
            tree.Columns = hasCoarse ? [Fine, Coarse] : [];
            labels.AddRange(given);
            var array = NumericArray.Dense("|u1", [given.Length, 3, 32, 32], false, pixels);
            parts.Add(
                new(
                    new(file, file.Name, array),
                    file.Name.StartsWith("test", StringComparison.OrdinalIgnoreCase) ? ExampleSplit.Test : ExampleSplit.Train
                )
            );
        }
        var most = labels.Max();
        var classes =
            names is not null && names.Length > most && names.Length <= ClassNames.Most && names.Distinct().Count() == names.Length
                ? (names, [.. labels])
                : ClassNames.Of(tree.Title, [.. labels.Select(label => $"{label}")]);
        return new(
            tree,
            parts,
            classes,
            choices with
            {
                LabelColumn = tree.Columns.Count > 0 ? choices.LabelColumn ?? Fine : null,
            },
            tree.Columns
        );
    }

    /// <summary>A label, or a coarse and a fine one, and 3,072 bytes a record.</summary>
    private static (byte[], byte[], bool) Records(SourceEntry entry, SourceTree tree, bool isCoarse)
    {
        var bytes = entry.Read(tree.Budget.Limits.SetBytes);
        var head = bytes.Length % (Pixels + 1) == 0 && !entry.Name.StartsWith("train.", StringComparison.Ordinal) ? 1 : 2;
        if (bytes.Length % (Pixels + head) != 0 && bytes.Length % (Pixels + 1) == 0)
            head = 1;
        if (bytes.Length % (Pixels + head) != 0)
            throw entry.Refuse(Sentence.Of($"has {bytes.Length:N0} bytes, which are no whole records of CIFAR-10 or CIFAR-100."));
        var hasCoarse = head == 2;
        CheckCoarse(entry, isCoarse, hasCoarse);
        var count = bytes.Length / (Pixels + head);
        var (labels, pixels) = (new byte[count], new byte[count * Pixels]);
        for (var i = 0; i < count; i++)
        {
            labels[i] = bytes[(i * (Pixels + head)) + (isCoarse ? 0 : head - 1)];
            bytes.AsSpan((i * (Pixels + head)) + head, Pixels).CopyTo(pixels.AsSpan(i * Pixels));
        }
        return (labels, pixels, hasCoarse);
    }

    private static void CheckCoarse(SourceEntry entry, bool isCoarse, bool hasCoarse)
    {
        if (isCoarse && !hasCoarse)
            throw new ImportChoiceException("labelColumn", $"{entry.Shown} has no {Coarse}, which only CIFAR-100 has.");
    }

    private static (byte[], byte[], bool) Batch(SourceEntry entry, bool isCoarse)
    {
        var entries = Pickled(entry);
        var data = entries.Where(each => each.Key is "data").Select(each => each.Value).OfType<PickledArray>().FirstOrDefault();
        var hasCoarse = entries.Any(each => each.Key is Coarse);
        CheckCoarse(entry, isCoarse, hasCoarse);
        var list = entries
            .Where(each => isCoarse ? each.Key is Coarse : each.Key is "labels" or Fine)
            .Select(each => each.Value)
            .OfType<List<object?>>()
            .FirstOrDefault();
        if (
            data is null
            || list is null
            || data.Shape is not [var count, Pixels]
            || count != list.Count
            || data.Bytes.Length != count * Pixels
            || data.IsFortran
        )
            throw entry.Refuse("(a Python pickle) is no batch of CIFAR: it has no data of n x 3,072 bytes and n labels.");
        return (
            [
                .. list.Select(label =>
                    label is long and >= 0 and < ClassNames.Most ? (byte)(long)label : throw entry.Refuse("has a label beyond 255.")
                ),
            ],
            data.Bytes,
            hasCoarse
        );
    }

    private static List<(string? Key, object? Value)> Pickled(SourceEntry entry) =>
        PickleReader.Read(new(entry.Shown, [], NoTarget), entry.Read(200_000_000)) is PickledDictionary { Entries: var entries }
            ? entries.ConvertAll(each => (Text(each.Key), each.Value))
            : throw entry.Refuse("(a Python pickle) is no dictionary, as CIFAR's are.");

    // A batch that Python 3 read as bytes and wrote again has those where Python 2 had text.
    private static string? Text(object? value) => value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : value as string;

    [GeneratedRegex("^(data_batch_[1-9]|test_batch|train|test)$")]
    private static partial Regex FileName();
}

/// <summary>CIFAR's binary version.</summary>
internal sealed class CifarBinaryReader : ImportReader
{
    public override ImportForm Form => ImportForm.CifarBinary;

    public override int Place => 10;

    public override bool Knows(SourceTree tree) => tree.Entries.Any(CifarFiles.IsBinary);

    public override ExampleSource Read(SourceTree tree, ImportChoices choices, bool isPreview) => CifarFiles.Binary(tree, choices);
}

/// <summary>CIFAR's Python version.</summary>
internal sealed class CifarPythonReader : ImportReader
{
    public override ImportForm Form => ImportForm.CifarPython;

    public override int Place => 20;

    public override bool Knows(SourceTree tree) => tree.Entries.Any(CifarFiles.IsPython);

    public override ExampleSource Read(SourceTree tree, ImportChoices choices, bool isPreview) => CifarFiles.Python(tree, choices);
}
