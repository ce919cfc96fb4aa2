using System.Runtime.InteropServices;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Data.Images;
using WebLab.Science.LabelAudits;

namespace WebLab.Training.Import;

/// <summary>What was understood, before anything is written: sentences, counts, and some examples of each class.</summary>
internal static class Preview
{
    private const int ExamplesAClass = 10,
        MostClasses = 100,
        MostRowClasses = 20,
        MostRowValues = 12,
        FewExamples = 10;

    public static ImportPreview Of(ExampleSource source, ImportBudget budget, bool withSheet)
    {
        var isLeftOut = new bool[source.Count];
        var (sheet, sheetClasses, reasons) =
            withSheet && source.Kind == DatasetKind.Images ? Sheet(source, isLeftOut, budget) : (null, [], []);
        var (names, rows) = withSheet && source.Kind == DatasetKind.Features ? Rows(source) : ([], []);
        var split = ImportSplit.Of(source, isLeftOut);
        var (train, test) = (Counts(source, split.Train), Counts(source, split.Test));
        var leftOut = SetWriter.LeftOut(reasons, source.Count);
        ClassCount[] classes = [.. source.Classes.Select((name, i) => new ClassCount(name, train[i], test[i]))];
        return new()
        {
            Understood = [.. source.Understood, .. split.Sentences],
            Odd =
            [
                .. source.Odd,
                .. leftOut.Count == 0 ? Array.Empty<string>() : [leftOut.Words()],
                .. OddClasses(classes, source.IsPartial),
            ],
            Kind = source.Kind,
            Height = source.Height,
            Width = source.Width,
            Channels = source.Channels,
            Classes = classes,
            IsPartial = source.IsPartial,
            Columns = source.ColumnPreviews,
            Choices = source.Choices,
            Changeable = source.Changeable,
            Sheet = sheet,
            SheetClasses = sheetClasses,
            RowNames = names,
            Rows = rows,
            LabelArrays = source.LabelArrays,
        };
    }

    private static int[] Counts(ExampleSource source, int[] indices)
    {
        var counts = new int[source.Classes.Count];
        foreach (var i in indices)
            counts[source.Labels[i]]++;
        return counts;
    }

    private static IEnumerable<string> OddClasses(ClassCount[] classes, bool isPartial)
    {
        var byLetters = classes.GroupBy(each => each.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var alike in byLetters.Where(group => group.Count() > 1).Take(3))
            yield return $"The classes {string.Join(" and ", alike.Select(each => each.Name))} differ in capitals alone: are they one?";
        if (isPartial)
            yield break;
        ClassCount[] few = [.. classes.Where(each => each.Train + each.Test < FewExamples)];
        if (few.Length > 0)
            yield return Sentence.Of(
                $"{few.Length:N0} classes have fewer than {FewExamples} examples: "
                    + $"{string.Join(", ", few.Take(5).Select(each => $"{each.Name} ({each.Train + each.Test})"))}."
            );
        var (least, most) = (classes.MinBy(each => each.Train + each.Test)!, classes.MaxBy(each => each.Train + each.Test)!);
        if (most.Train + most.Test > 10 * (least.Train + least.Test))
            yield return Sentence.Of(
                $"The classes are of very different sizes: {most.Name} has {most.Train + most.Test:N0} examples, "
                    + $"{least.Name} {least.Train + least.Test:N0}."
            );
        if (classes.Where(each => each.Test == 0).Select(each => each.Name).Take(5).ToArray() is { Length: > 0 } untested)
            yield return $"Some classes have no test example: {string.Join(", ", untested)}.";
    }

    private static (byte[]? Sheet, IReadOnlyList<string> Classes, IReadOnlyList<string> Reasons) Sheet(
        ExampleSource source,
        bool[] isLeftOut,
        ImportBudget budget
    )
    {
        var rows = Spread(source, MostClasses);
        var size = source.ExampleBytes;
        var pixels = new byte[rows.Count * ExamplesAClass * size];
        var reasons = new SortedList<int, string>();
        ParallelImport.For(
            rows.Count * ExamplesAClass,
            place =>
            {
                var row = rows[place / ExamplesAClass];
                if (place % ExamplesAClass >= row.Length)
                    return;
                var index = row[place % ExamplesAClass];
                try
                {
                    source.Fill(index, pixels.AsSpan(place * size, size));
                }
                catch (DatasetException error)
                {
                    isLeftOut[index] = true;
                    lock (reasons)
                        reasons.Add(index, error.Message);
                }
                budget.Step("reading examples", place, rows.Count * ExamplesAClass);
            },
            budget.Cancel
        );
        if (isLeftOut.All(isOut => isOut))
            throw new DatasetException($"None of the {Sentence.Of($"{source.Count:N0}")} examples can be read: {reasons.Values[0]}");
        var images = new ImageSet(source.Height, source.Width, source.Channels, pixels, new byte[rows.Count * ExamplesAClass]);
        return (
            ImageSheet.Encode(images, ExamplesAClass),
            [.. rows.Select(row => source.Classes[source.Labels[row[0]]])],
            [.. reasons.Values]
        );
    }

    private static (IReadOnlyList<string> Names, IReadOnlyList<ExampleRow> Rows) Rows(ExampleSource source)
    {
        ColumnRun[] runs = [.. ColumnRun.Of(source.Columns).Take(MostRowValues)];
        var row = new float[source.Width];
        var rows = new List<ExampleRow>();
        foreach (var index in Spread(source, MostRowClasses).SelectMany(members => members))
        {
            try
            {
                source.Fill(index, MemoryMarshal.AsBytes(row.AsSpan()));
                rows.Add(new(source.Classes[source.Labels[index]], Array.ConvertAll(runs, run => Value(run, row))));
            }
            catch (DatasetException)
            {
                // It is left out, and told, where the set is written.
            }
        }
        return ([.. runs.Select(run => run.Name)], rows);
    }

    private static string Value(ColumnRun run, float[] row) =>
        run.In(row) is { Number: { } number } ? Sentence.Of($"{number:G6}") : run.In(row).Word ?? "missing";

    private static List<int[]> Spread(ExampleSource source, int mostClasses) =>
        [
            .. Enumerable
                .Range(0, source.Count)
                .GroupBy(i => source.Labels[i])
                .OrderBy(group => group.Key)
                .Take(mostClasses)
                .Select(group => Spread([.. group])),
        ];

    /// <summary>Ten, evenly over all.</summary>
    private static int[] Spread(int[] members) =>
        members.Length <= ExamplesAClass
            ? members
            : [.. Enumerable.Range(0, ExamplesAClass).Select(i => members[(int)((long)i * members.Length / ExamplesAClass)])];
}
