using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;

namespace WebLab.Training.Import;

/// <summary>Which split the sources put an example in.</summary>
internal enum ExampleSplit : byte
{
    None,
    Train,
    Test,
}

/// <summary>What was understood of the sources: examples with labels, each of which several threads can ask for by itself.</summary>
internal abstract class ExampleSource : IDisposable
{
    public required DatasetKind Kind { get; init; }

    public int Height { get; protected set; } = 1;

    public int Width { get; protected set; }

    public int Channels { get; protected set; } = 1;

    public IReadOnlyList<string> Columns { get; protected set; } = [];

    public required IReadOnlyList<string> Classes { get; init; }

    public required byte[] Labels { get; init; }

    /// <summary>The split of each example; null where the sources have none.</summary>
    public ExampleSplit[]? Splits { get; init; }

    /// <summary>What the sources are and what becomes of them, a sentence each.</summary>
    public List<string> Understood { get; } = [];

    /// <summary>What is odd about them, a sentence each.</summary>
    public List<string> Odd { get; } = [];

    public IReadOnlyList<ColumnPreview> ColumnPreviews { get; protected set; } = [];

    /// <summary>The arrays that can be the labels, where there are several.</summary>
    public IReadOnlyList<string> LabelArrays { get; protected set; } = [];

    /// <summary>The choices in force.</summary>
    public required ImportChoices Choices { get; set; }

    /// <summary>The names of those that make a difference.</summary>
    public IReadOnlyList<string> Changeable { get; protected set; } = [];

    /// <summary>Whether only the beginning was looked at.</summary>
    public bool IsPartial { get; init; }

    public int Count => Labels.Length;

    public int ExampleBytes => Height * Width * Channels * (Kind == DatasetKind.Features ? sizeof(float) : 1);

    /// <summary>Where an example came from: a file's path, or a row's number.</summary>
    public abstract string NameOf(int index);

    /// <summary>What an image's file was like, once the example was filled; null where that is not known.</summary>
    public virtual ImageTraits? TraitsOf(int index) => null;

    /// <summary>Writes one example as it will be stored.</summary>
    /// <exception cref="DatasetException">It cannot be read; the others may.</exception>
    public abstract void Fill(int index, Span<byte> target);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) { }
}
