namespace WebLab.Contracts.Examples;

/// <summary>Which of a run's examples a record is of.</summary>
public enum RecordedSplit
{
    /// <summary>Those that it trains on, and those that are held out of them.</summary>
    Train,

    /// <summary>Those that it is tested on.</summary>
    Test,
}

/// <summary>What was recorded of a run's examples by one recorder. Examples are known by their original index, their place in the
/// data set.</summary>
/// <param name="Recorder">The recorder's name.</param>
/// <param name="Split">Which examples.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Count">Examples.</param>
/// <param name="HeldOut">Original indices of the examples that were held out, ascending.</param>
/// <param name="Evaluations">When the examples were evaluated, in order.</param>
public sealed record RecordedExamples(
    string Recorder,
    RecordedSplit Split,
    IReadOnlyList<RecordedColumn> Columns,
    int Count,
    IReadOnlyList<int> HeldOut,
    IReadOnlyList<RecordedEvaluation> Evaluations
);

/// <summary>A column.</summary>
/// <param name="Name">Its written name.</param>
/// <param name="Title">Its name on the screen.</param>
/// <param name="IsClass">Whether it holds class indices, -1 for none, and not numbers.</param>
public sealed record RecordedColumn(string Name, string Title, bool IsClass);

/// <summary>An evaluation.</summary>
/// <param name="Epoch">The epoch, 1-based.</param>
/// <param name="Step">The step after which it was made.</param>
public sealed record RecordedEvaluation(int Epoch, int Step);

/// <summary>One evaluation's values.</summary>
/// <param name="Epoch">The epoch, 1-based.</param>
/// <param name="Step">The step after which it was made.</param>
/// <param name="Values">One value an example and column, by the column's name; examples in their original order.</param>
public sealed record RecordedValues(int Epoch, int Step, IReadOnlyDictionary<string, float[]> Values);
