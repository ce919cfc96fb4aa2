using WebLab.Contracts.Examples;

namespace WebLab.Data.Examples;

/// <summary>A ledger as a table of numbers for other programs. It is read a part at a time: all evaluations of a long run would be
/// gigabytes.</summary>
public sealed class LedgerTable
{
    private readonly Func<IEnumerable<IReadOnlyList<float[]>>> _parts;

    private LedgerTable(IReadOnlyList<LedgerTableColumn> columns, Func<IEnumerable<IReadOnlyList<float[]>>> parts) =>
        (Columns, _parts) = (columns, parts);

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<LedgerTableColumn> Columns { get; }

    /// <summary>The rows, some at a time: one array a column, each with a value a row, NaN for none. Not to be changed.</summary>
    public IEnumerable<IReadOnlyList<float[]>> Parts => _parts();

    /// <summary>A row an example, with all columns: those that have a value at each evaluation with the last.</summary>
    /// <param name="ledger">The ledger.</param>
    public static LedgerTable OfExamples(ExampleLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return new([Whole(LedgerColumn.Index), .. LabelsOf(ledger).Select(Whole), .. ledger.Columns.Select(Of)], () => [
                [Indices(ledger), .. Labels(ledger), .. ledger.Columns.Select(column => ledger.Values(column.Name)!)],
            ]);
    }

    /// <summary>A row an example and evaluation, evaluation after evaluation, with the columns that have a value at each.</summary>
    /// <param name="ledger">The ledger.</param>
    public static LedgerTable OfEvaluations(ExampleLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        IReadOnlyList<LedgerColumn> columns = [.. ledger.Columns.Where(column => column.IsByEpoch)];
        return new([Whole("epoch"), Whole(LedgerColumn.Index), .. LabelsOf(ledger).Select(Whole), .. columns.Select(Of)], () =>
            Evaluations(ledger, columns)
        );
    }

    private static IEnumerable<IReadOnlyList<float[]>> Evaluations(ExampleLedger ledger, IReadOnlyList<LedgerColumn> columns)
    {
        float[][] labels = [Indices(ledger), .. Labels(ledger)];
        foreach (var evaluation in ledger.Evaluations)
        {
            var epochs = new float[ledger.Count];
            Array.Fill(epochs, evaluation.Epoch);
            var values = ledger.At(evaluation.Epoch);
            yield return [epochs, .. labels, .. columns.Select(column => values[column.Name])];
        }
    }

    // A data set has at most ten million examples, and a float32 holds every whole number to sixteen.
    private static float[] Indices(ExampleLedger ledger) => [.. Enumerable.Range(0, ledger.Count).Select(i => (float)i)];

    // A test example has no other label than its true one.
    private static IEnumerable<string> LabelsOf(ExampleLedger ledger) =>
        ledger.Split == RecordedSplit.Test ? ["true-label"] : LedgerColumn.OfLabels;

    private static IEnumerable<float[]> Labels(ExampleLedger ledger) => LabelsOf(ledger).Select(name => ledger.Values(name)!);

    private static LedgerTableColumn Whole(string name) => new(name, IsWhole: true, MayLack: false);

    private static LedgerTableColumn Of(LedgerColumn column) => new(column.Name, column.IsClass, MayLack: true);
}

/// <summary>A column of a ledger's table.</summary>
/// <param name="Name">Its written name.</param>
/// <param name="IsWhole">Whether it holds whole numbers: classes, places, epochs, and 1 or 0.</param>
/// <param name="MayLack">Whether there are rows without a value.</param>
public sealed record LedgerTableColumn(string Name, bool IsWhole, bool MayLack);
