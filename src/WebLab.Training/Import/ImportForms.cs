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
    private sealed record Reader(ImportForm Form, Func<SourceTree, bool> Knows, Func<SourceTree, ImportChoices, bool, ExampleSource> Read);

    // The first that knows the files is taken, unless a person says another.
    private static readonly IReadOnlyList<Reader> All =
    [
        new(ImportForm.CifarBinary, tree => tree.Entries.Any(CifarFiles.IsBinary), (tree, choices, _) => CifarFiles.Binary(tree, choices)),
        new(ImportForm.CifarPython, tree => tree.Entries.Any(CifarFiles.IsPython), (tree, choices, _) => CifarFiles.Python(tree, choices)),
        new(ImportForm.Idx, tree => tree.Entries.Any(IdxArrays.IsIdx), (tree, choices, _) => ArrayForms.Idx(tree, choices)),
        new(ImportForm.Arrays, tree => tree.Entries.Any(ArrayForms.IsNumpy), (tree, choices, _) => ArrayForms.Numpy(tree, choices)),
        new(ImportForm.Parquet, tree => tree.Entries.Any(ParquetForm.IsParquet), ParquetForm.Read),
        new(ImportForm.ImageTable, ImageTable.Knows, (tree, choices, _) => ImageTable.Read(tree, choices)),
        new(
            ImportForm.ImageFolders,
            tree => tree.Entries.Any(ImageFolders.IsImage),
            (tree, choices, _) => ImageFolders.Read(tree, choices)
        ),
        new(ImportForm.Table, TableForm.Knows, TableForm.Read),
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

    private static bool IsArchive(SourceEntry entry) => entry.Extension is ".zip" or ".tar" or ".tgz" or ".7z" or ".rar" or ".bz2" or ".xz";

    private static string Names() => string.Join(", ", All.Select(reader => Names<ImportForm>.Of(reader.Form)));
}
