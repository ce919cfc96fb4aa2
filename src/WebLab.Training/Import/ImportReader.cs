using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import;

/// <summary>A form of sources: how it is known, and read. One is found by its type; it needs a constructor without parameters.</summary>
internal abstract class ImportReader
{
    protected static readonly string[] OfColumns = ["labelColumn", "splitColumn"],
        OfText = ["separator", "decimalMark", "hasHeading", "quotes", "encoding"],
        OfImages = ["side", "fit", "channels"],
        OfSplit = ["holdOut", "splitSeed"];

    /// <summary>The form.</summary>
    public abstract ImportForm Form { get; }

    /// <summary>When it is asked whether it knows the files: the lesser first. The first that does is taken, unless a person says
    /// another.</summary>
    public abstract int Place { get; }

    /// <summary>The choices that may help where it does not understand the files.</summary>
    public virtual IReadOnlyList<string> Choices => [];

    /// <summary>Whether there are files of the form, as far as their names and beginnings tell.</summary>
    public abstract bool Knows(SourceTree tree);

    /// <exception cref="DatasetException">The files are not what they should be.</exception>
    public abstract ExampleSource Read(SourceTree tree, ImportChoices choices, bool isPreview);
}
