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
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="title">The person's name for it, for sentences; null for its own.</param>
    /// <param name="isOwn">Whether it is of a person's own set, whose images stand as their files sort, whatever numbers they have.</param>
    /// <exception cref="DatasetException">It holds no probabilities: one sentence.</exception>
    public static ProbabilityTable Read(string path, string? title = null, bool isOwn = false) =>
        Of(title ?? Path.GetFileName(path), NumberFile.Read(Kind, path, title, isOwn));

    /// <summary>Reads what is in a file.</summary>
    /// <param name="name">Its name, for sentences.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="isOwn">Whether it is of a person's own set.</param>
    /// <exception cref="DatasetException">It holds no probabilities: one sentence.</exception>
    public static ProbabilityTable Read(string name, byte[] content, bool isOwn = false) =>
        Of(name, NumberFile.Read(Kind, name, content, isOwn));

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
