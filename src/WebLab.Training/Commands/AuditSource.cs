using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Training.Import;

namespace WebLab.Training.Commands;

/// <summary>What a command line audits: a data set where it lies, or a person's files, of which a set is imported for as long as it takes
/// to read it.</summary>
internal static class AuditSource
{
    // At least one example of each class is set apart in any case; an audit is to look at all the others.
    private const double LeastHoldOut = 1e-9;

    /// <summary>Reads what is to be audited.</summary>
    /// <param name="place">A data set's name, its folder, or whatever can be imported.</param>
    /// <param name="labelColumn">Of a table that is imported, the column of labels; null to find it out.</param>
    /// <param name="hasLabels">Whether labels stand in a file of their own, in the order of the data set.</param>
    /// <param name="told">Hears what was understood of files that are imported.</param>
    /// <param name="cancel">Ends the import.</param>
    /// <exception cref="DatasetException">It cannot be read.</exception>
    public static LabelAuditSubject Read(string place, string? labelColumn, bool hasLabels, Action<string> told, CancellationToken cancel)
    {
        if (DatasetFacts.Find(place) is { } known && !Directory.Exists(place))
            return LabelAuditSubject.Of(DatasetReader.Load(known.Name, null));
        var path = Path.GetFullPath(place);
        try
        {
            if (DatasetFormats.Find(path).Count > 0 || !Path.Exists(path))
                return Read(DatasetFormats.Only(path), null);
            if (hasLabels)
                throw new UsageException(
                    "labels must be those of a data set, in its order; import the files first, with ./weblab datasets import."
                );
            return Imported(path, labelColumn, told, cancel);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{place} could not be read: {error.Message}", error);
        }
    }

    private static LabelAuditSubject Imported(string path, string? labelColumn, Action<string> told, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("weblab-audit-").FullName;
        try
        {
            var title = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
            var target = Path.Combine(folder, "set");
            var choices = new ImportChoices { LabelColumn = labelColumn, HoldOut = LeastHoldOut };
            var end = ImportRun.Do(new([path]) { Target = target, Choices = choices }, Tell, cancel);
            if (end.Problem is { } problem)
                throw new DatasetException(problem);
            if (end.LeftOut is { Count: > 0 } leftOut)
                told($"Odd: {leftOut.Words()}");
            return Read(DatasetFormats.Only(target), title);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Tell(ImportLine line)
        {
            foreach (var sentence in line.Preview?.Understood ?? [])
                told(sentence);
            foreach (var sentence in line.Preview?.Odd ?? [])
                told($"Odd: {sentence}");
        }
    }

    private static LabelAuditSubject Read(FoundDataset found, string? title)
    {
        var splits = found.Format.Read(found, int.MaxValue, int.MaxValue);
        return new LabelAuditSubject(
            title ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(found.Place)),
            splits.Classes,
            splits.Train,
            Array.ConvertAll(splits.Train.Labels, label => (int)label)
        )
        {
            Test = splits.Test,
            Columns = splits.Columns,
            ContentHash = DatasetHash.Of(splits),
        }.WithOrigins(found.Format is ImportedFormat ? found.Folder : null);
    }
}
