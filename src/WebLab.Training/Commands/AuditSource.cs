using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Data.Labels;
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
    /// <param name="beside">What stands in a file of its own, in the order of the data set; null for nothing.</param>
    /// <param name="told">Hears what was understood of files that are imported.</param>
    /// <param name="cancel">Ends the import.</param>
    /// <exception cref="DatasetException">It cannot be read.</exception>
    public static LabelAuditSubject Read(string place, string? labelColumn, string? beside, Action<string> told, CancellationToken cancel)
    {
        if (DatasetFacts.Find(place) is { } known && !Directory.Exists(place))
            return LabelAuditSubject.Of(DatasetReader.Load(known.Name, null));
        var path = Path.GetFullPath(place);
        try
        {
            if (DatasetFormats.Find(path).Count > 0 || !Path.Exists(path))
                return Read(DatasetFormats.Only(path), null);
            if (beside is not null)
                throw new UsageException(
                    $"{beside} must be those of a data set, in its order; import the files first, with ./weblab datasets import."
                );
            return Imported(path, labelColumn, told, cancel);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{place} could not be read: {error.Message}", error);
        }
    }

    /// <summary>The column that a group is named by, from 0.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static int GroupColumn(string name, LabelAuditSubject subject)
    {
        var columns = ExampleGroups.ColumnsOf(subject).ToList();
        if (columns.Count == 0)
            throw new UsageException($"group names a table's column or an imported image's origin, and {subject.Title} has neither.");
        var column = subject.Columns.ToList().IndexOf(name) is >= 0 and var exact ? exact : columns.IndexOf(name);
        return column >= 0
            ? column
            : throw new UsageException(
                $"group must be one of {string.Join(", ", columns.Distinct().Take(20).Select(Sentence.Shown))}; "
                    + $"it was {Sentence.Shown(name)}."
            );
    }

    /// <summary>What is to be audited, with the given labels of a file in the place of its own: of the training examples, or of both
    /// splits, in the order of the data set or beside the names of the examples' files.</summary>
    /// <param name="subject">It, whole.</param>
    /// <param name="path">The file.</param>
    /// <param name="choice">What the person says of it.</param>
    /// <param name="told">Hears what is odd about them.</param>
    /// <exception cref="DatasetException">It is no label file for it: one sentence.</exception>
    public static LabelAuditSubject WithLabels(LabelAuditSubject subject, string path, LabelChoice choice, Action<string> told)
    {
        try
        {
            var (count, test) = (subject.Train.Count, subject.Test?.Count ?? 0);
            var names = ExampleNames.Of(subject.Title, (count, 0), (count, test), subject.Origins, subject.TestOrigins);
            var target = new LabelTarget(subject.Title, subject.Classes, count, test, count)
            {
                IsOwn = subject.Origins.Count > 0,
                Origins = new(names),
            };
            var (name, content) = (Path.GetFileName(path), BoundedFile.Read(path, LabelFile.MaxBytes, "a label file"));
            var read = LabelFile.ReadSplits(name, content, target, choice);
            if (LabelAgreement.Of(subject.Train.Labels, read.Labels, subject.Classes, target.IsOwn).Doubt is { } doubt)
                told($"Odd: {name}: {doubt}.");
            return subject with
            {
                Given = Array.ConvertAll(read.Labels, label => (int)label),
                Test = read.Test is { } labels ? subject.Test!.With(labels) : subject.Test,
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path} could not be read: {error.Message}", error);
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
        found.CheckFiles();
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
