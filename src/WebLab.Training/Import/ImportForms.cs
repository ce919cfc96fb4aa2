using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Arrays;
using WebLab.Training.Import.Images;
using WebLab.Training.Import.ParquetFiles;
using WebLab.Training.Import.Sources;
using WebLab.Training.Import.Tables;

namespace WebLab.Training.Import;

/// <summary>The forms of sources: how each is known by its files' names, and read. A new one is a reader and a line here.</summary>
internal static class ImportForms
{
    private const int MostColumns = 500;

    private static readonly string[] OfColumns = ["labelColumn", "splitColumn"],
        OfText = ["separator", "decimalMark", "hasHeading", "quotes", "encoding"],
        OfImages = ["side", "fit", "channels"],
        OfSplit = ["holdOut", "splitSeed"];

    private sealed record Reader(ImportForm Form, Func<SourceTree, bool> Knows, Func<SourceTree, ImportChoices, bool, ExampleSource> Read)
    {
        /// <summary>The choices that may help where it does not understand the files.</summary>
        public IReadOnlyList<string> Choices { get; init; } = [];
    }

    // The first that knows the files is taken, unless a person says another.
    private static readonly IReadOnlyList<Reader> All =
    [
        new(ImportForm.CifarBinary, tree => tree.Entries.Any(CifarFiles.IsBinary), (tree, choices, _) => CifarFiles.Binary(tree, choices)),
        new(ImportForm.CifarPython, tree => tree.Entries.Any(CifarFiles.IsPython), (tree, choices, _) => CifarFiles.Python(tree, choices)),
        new(ImportForm.Idx, tree => tree.Entries.Any(IdxArrays.IsIdx), (tree, choices, _) => ArrayForms.Idx(tree, choices)),
        new(ImportForm.Arrays, tree => tree.Entries.Any(ArrayForms.IsNumpy), (tree, choices, _) => ArrayForms.Numpy(tree, choices))
        {
            Choices = ["labelColumn"],
        },
        new(ImportForm.Parquet, tree => tree.Entries.Any(ParquetForm.IsParquet), ParquetForm.Read)
        {
            Choices = [.. OfColumns, "fileColumn", "missing", .. OfSplit],
        },
        new(ImportForm.ImageTable, ImageTable.Knows, (tree, choices, _) => ImageTable.Read(tree, choices))
        {
            Choices = [.. OfColumns, "fileColumn", .. OfText, .. OfImages, .. OfSplit],
        },
        new(
            ImportForm.ImageFolders,
            tree => tree.Entries.Any(ImageFolders.IsImage),
            (tree, choices, _) => ImageFolders.Read(tree, choices)
        )
        {
            Choices = [.. OfImages, .. OfSplit],
        },
        new(ImportForm.Table, TableForm.Knows, TableForm.Read) { Choices = [.. OfColumns, .. OfText, "missing", .. OfSplit] },
    ];

    /// <exception cref="DatasetException">The files are of no form, or not what they should be.</exception>
    public static ExampleSource Read(SourceTree tree, ImportChoices choices, bool isPreview)
    {
        var reader = choices.Form is { } form
            ? All.FirstOrDefault(each => each.Form == form)
                ?? throw new DatasetException($"form must be one of {Names()}; it was {Names<ImportForm>.Of(form)}.")
            : All.FirstOrDefault(each => each.Knows(tree))
                ?? throw new DatasetException(
                    $"{tree.Title} holds nothing that is imported: it has {Sentence.Of($"{tree.Entries.Count:N0}")} files, for example "
                        + $"{tree.Entries[0].Shown}; read are images (PNG, JPEG, WebP, BMP, GIF), tables (CSV, TSV, text, Parquet), arrays "
                        + $"(.npy, .npz, IDX) and CIFAR's files{(tree.Entries.Any(IsArchive) ? ", and no archive within another" : "")}."
                );
        try
        {
            return reader.Read(tree, choices, isPreview);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{tree.Title} could not be read: {error.Message}", error);
        }
    }

    /// <summary>What can be said otherwise of sources that were refused; null where they cannot be read at all.</summary>
    /// <param name="tree">They.</param>
    /// <param name="choices">What the person said.</param>
    /// <param name="field">The choice that the refusal is about; null for none alone.</param>
    public static ImportQuestion? Question(SourceTree tree, ImportChoices choices, string? field)
    {
        try
        {
            ImportForm[] known = [.. All.Where(each => each.Knows(tree)).Select(each => each.Form)];
            var form = choices.Form ?? (known.Length > 0 ? known[0] : null);
            // Files of several forms may be meant as another, and files of none as one.
            var isOpen = known.Length != 1 || form != known[0];
            string[] changeable =
            [
                .. isOpen ? new[] { "form" } : [],
                .. (All.FirstOrDefault(each => each.Form == form)?.Choices ?? []).Where(choice =>
                    tree.Columns.Count > 0 || !choice.EndsWith("Column", StringComparison.Ordinal)
                ),
            ];
            return new()
            {
                Field = changeable.Contains(field) ? field : (isOpen ? "form" : null),
                Choices = choices with { Form = form },
                Changeable = changeable,
                Columns = [.. tree.Columns.Take(MostColumns)],
            };
        }
        catch (Exception error) when (error is DatasetException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsArchive(SourceEntry entry) => entry.Extension is ".zip" or ".tar" or ".tgz" or ".7z" or ".rar" or ".bz2" or ".xz";

    private static string Names() => string.Join(", ", All.Select(reader => Names<ImportForm>.Of(reader.Form)));
}
