using WebLab.Data.Datasets;

namespace WebLab.Data.LabelAudits;

/// <summary>Reads out-of-sample probabilities.</summary>
public static class ProbabilityFile
{
    /// <summary>What they are among files of numbers.</summary>
    public static readonly NumberKind Kind = new(
        "probabilities",
        "probability",
        "class",
        "no class's probability",
        ["pred_probs", "probs", "probabilities", "predictions", "arr_0"]
    )
    {
        LeastColumns = 2,
        MaxColumns = byte.MaxValue + 1,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="title">The person's name for it, for sentences; null for its own.</param>
    /// <param name="own">The names of the examples of a person's own set, whatever numbers these have; null for another set.</param>
    /// <exception cref="DatasetException">It holds no probabilities: one sentence.</exception>
    public static ProbabilityTable Read(string path, string? title = null, ExampleNames? own = null) =>
        Of(title ?? Path.GetFileName(path), NumberFile.Read(Kind, path, title, own));

    /// <summary>Reads what is in a file.</summary>
    /// <param name="name">Its name, for sentences.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="own">The names of the examples of a person's own set, whatever numbers these have; null for another set.</param>
    /// <exception cref="DatasetException">It holds no probabilities: one sentence.</exception>
    public static ProbabilityTable Read(string name, byte[] content, ExampleNames? own = null) =>
        Of(name, NumberFile.Read(Kind, name, content, own));

    /// <summary>Takes numbers for probabilities.</summary>
    /// <param name="name">The file's name, for sentences.</param>
    /// <param name="numbers">What is in it.</param>
    /// <exception cref="DatasetException">They are none: one sentence.</exception>
    public static ProbabilityTable Of(string name, NumberTable numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return new ProbabilityTable(numbers.Rows, numbers.Columns, numbers.Values).Checked(name);
    }
}
