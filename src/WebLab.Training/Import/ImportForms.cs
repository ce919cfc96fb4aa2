using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import;

/// <summary>The forms of sources: each class of this assembly that reads one.</summary>
internal static class ImportForms
{
    private const int MostColumns = 500;

    /// <summary>All, in the order in which they are asked.</summary>
    public static IReadOnlyList<ImportReader> All { get; } = [.. Known().OrderBy(reader => reader.Place)];

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

    private static IReadOnlyList<ImportReader> Known()
    {
        var readers = new DescriptorRegistry<ImportReader>("import form", reader => Names<ImportForm>.Of(reader.Form));
        readers.Add(typeof(ImportForms).Assembly);
        return readers.All;
    }

    private static bool IsArchive(SourceEntry entry) => entry.Extension is ".zip" or ".tar" or ".tgz" or ".7z" or ".rar" or ".bz2" or ".xz";

    private static string Names() => string.Join(", ", All.Select(reader => Names<ImportForm>.Of(reader.Form)));
}
