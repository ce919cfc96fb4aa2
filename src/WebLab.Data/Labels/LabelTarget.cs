using System.Text;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.LabelAudits;

namespace WebLab.Data.Labels;

/// <summary>What a label file is read for.</summary>
/// <param name="Title">The data set's name on the screen.</param>
/// <param name="Classes">Its class names, in the order of the labels.</param>
/// <param name="TrainCount">Its training images.</param>
/// <param name="TestCount">Its test images.</param>
/// <param name="TrainSize">The first training images that the run in question trains on; a file may label only these.</param>
public sealed record LabelTarget(string Title, IReadOnlyList<string> Classes, int TrainCount, int TestCount, int TrainSize)
{
    /// <summary>Whether it is a set of a person's own: its images stand as their files sort, whatever numbers their names have.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Where its images came from, by which the rows of a file find theirs; none where that is not known.</summary>
    public ExampleNames Names => Origins?.Value ?? ExampleNames.None;

    /// <summary>Gives <see cref="Names"/>, which hardly any file needs; null for none.</summary>
    public Lazy<ExampleNames>? Origins { get; init; }

    /// <summary>The target of a data set.</summary>
    /// <param name="facts">What is fixed about it.</param>
    /// <param name="trainSize">What the run trains on; null where no run is in question.</param>
    /// <param name="folder">The folder of its files, which may tell where its images came from; null where that is not asked.</param>
    public static LabelTarget Of(DatasetFacts facts, int? trainSize = null, string? folder = null)
    {
        var trained = trainSize ?? facts.TrainCount;
        return new(facts.Title, facts.Classes, facts.TrainCount, facts.TestCount, trained)
        {
            IsOwn = facts.IsOwn,
            Origins = facts.IsOwn
                ? new(() => ExampleNames.Read(folder, facts.Title, (trained, 0), (facts.TrainCount, facts.TestCount)))
                : null,
        };
    }

    /// <summary>More lines than this no reading of a file makes sense of: a label for each image, and a heading.</summary>
    internal int MostLines => Math.Max(TrainCount + TestCount, TrainSize) + 1;

    /// <summary>Whether a file of so many labels is whole.</summary>
    internal bool IsCount(int count) => count == TrainCount || count == TrainSize;

    /// <summary>Whether a file of so many labels is one of both splits, of which a row may be of any image.</summary>
    internal bool IsOfBothSplits(int count) => TestCount > 0 && count == TrainCount + TestCount;

    /// <summary>The class of a name; capitals do not count, unless two classes differ in them alone.</summary>
    internal int ClassOf(ReadOnlySpan<char> name)
    {
        var found = -1;
        for (var i = 0; i < Classes.Count; i++)
        {
            if (!name.Equals(Classes[i], StringComparison.OrdinalIgnoreCase))
                continue;
            if (name.SequenceEqual(Classes[i].AsSpan()))
                return i;
            found = found == -1 ? i : -2;
        }
        return Math.Max(found, -1);
    }

    /// <summary>The class of a name in UTF-8.</summary>
    internal int ClassOf(ReadOnlySpan<byte> name)
    {
        if (name.Length > 256)
            return ClassOf(Encoding.UTF8.GetString(name));
        Span<char> text = stackalloc char[256];
        return ClassOf(text[..Encoding.UTF8.GetChars(name, text)]);
    }

    /// <summary>Whether a text could be a label, right or wrong: a number or a class name.</summary>
    internal bool IsLabelLike(string text) => IsNumber(text) || ClassOf(text) >= 0;

    /// <summary>Whether a text is a number, right or wrong as a label.</summary>
    internal static bool IsNumber(string text) => !double.IsNaN(LabelColumn.Number(Encoding.UTF8.GetBytes(text)));

    /// <summary>What the counts should be, for a sentence.</summary>
    internal string Wanted() =>
        Sentence.Of(
            $"{Title} has {TrainCount:N0} training images{(TrainSize == TrainCount ? "" : $", of which the run trains on {TrainSize:N0}")}"
        );
}

/// <summary>What a person says about a label file where it leaves a choice.</summary>
/// <param name="Column">The column of labels, by its name or its number from 0; null where there is one.</param>
/// <param name="Base">The number of the first class in the file, 0 or 1.</param>
public sealed record LabelChoice(string? Column = null, int Base = 0)
{
    /// <summary>What a recipe says.</summary>
    /// <param name="corruption">The recipe's corruption.</param>
    public static LabelChoice Of(CorruptionSpec corruption) => new(corruption.LabelColumn, corruption.LabelBase);
}
