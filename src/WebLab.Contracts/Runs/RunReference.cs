using System.Globalization;

namespace WebLab.Contracts.Runs;

/// <summary>
/// A stored run that an analysis looks into, and at which of its kept checkpoints: written <c>RUN</c> for the final one, or the newest
/// where there is no final one, and <c>RUN:SEQUENCE</c> for a certain one.
/// </summary>
/// <param name="RunId">The run.</param>
/// <param name="Sequence">The number in the checkpoint's name, the points told before it; null for the final or the newest.</param>
public sealed record RunReference(Guid RunId, long? Sequence = null)
{
    /// <summary>Reads references with commas between them.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null when one of them is none, or one comes twice.</returns>
    public static IReadOnlyList<RunReference>? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<RunReference>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var words = part.Split(':');
            long sequence = 0;
            if (
                words.Length > 2
                || !Guid.TryParse(words[0], out var id)
                || (words.Length == 2 && !long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out sequence))
            )
                return null;
            found.Add(new(id, words.Length == 2 ? sequence : null));
        }
        return found.Distinct().Count() == found.Count ? found : null;
    }

    /// <summary>What <see cref="Parse"/> reads.</summary>
    /// <param name="references">The references.</param>
    public static string Write(IEnumerable<RunReference> references) => string.Join(",", references);

    /// <summary>The reference as it is written.</summary>
    public override string ToString() =>
        Sequence is { } sequence ? string.Create(CultureInfo.InvariantCulture, $"{RunId}:{sequence}") : $"{RunId}";
}

/// <summary>A checkpoint of a run that is kept.</summary>
/// <param name="Sequence">By what it is named in <see cref="RunReference"/>.</param>
/// <param name="IsFinal">Whether it holds the network at the end of the training.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="SavedAt">When it was written, UTC.</param>
/// <param name="Epoch">The epoch at whose end it was kept, because the recipe asks for it; null for any other.</param>
public sealed record KeptCheckpoint(long Sequence, bool IsFinal, long Bytes, DateTimeOffset SavedAt, int? Epoch = null);
