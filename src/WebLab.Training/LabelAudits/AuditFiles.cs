using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;

namespace WebLab.Training.LabelAudits;

/// <summary>Reads what a person brings to an audit, in each form: also Parquet, which only a worker opens.</summary>
internal static class AuditFiles
{
    /// <summary>Reads probabilities.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="title">The person's name for it; null for its own.</param>
    /// <param name="own">The names of the examples of a person's own set, whatever numbers these have; null for another set.</param>
    /// <param name="cancel">Looked at now and then.</param>
    /// <exception cref="DatasetException">It holds none: one sentence.</exception>
    public static ProbabilityTable Probabilities(string path, string? title, ExampleNames? own, CancellationToken cancel)
    {
        var name = title ?? Path.GetFileName(path);
        return ParquetNumbers.Read(ProbabilityFile.Kind, path, name, own, cancel) is { } numbers
            ? ProbabilityFile.Of(name, numbers)
            : ProbabilityFile.Read(path, title, own);
    }

    /// <summary>Reads embeddings.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="title">The person's name for it; null for its own.</param>
    /// <param name="own">The names of the examples of a person's own set, whatever numbers these have; null for another set.</param>
    /// <param name="cancel">Looked at now and then.</param>
    /// <exception cref="DatasetException">It holds none: one sentence.</exception>
    public static EmbeddingTable Embeddings(string path, string? title, ExampleNames? own, CancellationToken cancel)
    {
        var name = title ?? Path.GetFileName(path);
        return ParquetNumbers.Read(EmbeddingFile.Kind, path, name, own, cancel) is { } numbers
            ? EmbeddingTable.Of(name, numbers)
            : EmbeddingFile.Read(path, title, own);
    }
}
