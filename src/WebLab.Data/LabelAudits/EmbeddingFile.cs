using WebLab.Data.Datasets;

namespace WebLab.Data.LabelAudits;

/// <summary>Reads embeddings: what a network of the person's own makes of each example.</summary>
public static class EmbeddingFile
{
    /// <summary>What they are among files of numbers: at most as many as a file of 32-bit ones can hold, 60,000 examples of 2,048
    /// features.</summary>
    public static readonly NumberKind Kind = new(
        "embeddings",
        "number",
        "feature",
        "no feature",
        ["embeddings", "features", "embedding", "feats", "emb", "arr_0"]
    )
    {
        MaxColumns = 16_384,
        MaxValues = NumberFile.MaxBytes / sizeof(float),
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="title">The person's name for it, for sentences; null for its own.</param>
    /// <param name="own">The names of the examples of a person's own set, whatever numbers these have; null for another set.</param>
    /// <exception cref="DatasetException">It holds no embeddings: one sentence.</exception>
    public static EmbeddingTable Read(string path, string? title = null, ExampleNames? own = null) =>
        EmbeddingTable.Of(title ?? Path.GetFileName(path), NumberFile.Read(Kind, path, title, own));

    /// <summary>Reads what is in a file.</summary>
    /// <param name="name">Its name, for sentences.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="own">The names of the examples of a person's own set, whatever numbers these have; null for another set.</param>
    /// <exception cref="DatasetException">It holds no embeddings: one sentence.</exception>
    public static EmbeddingTable Read(string name, byte[] content, ExampleNames? own = null) =>
        EmbeddingTable.Of(name, NumberFile.Read(Kind, name, content, own));
}
