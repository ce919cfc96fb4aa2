namespace WebLab.Contracts.Filters;

/// <summary>A filter cannot be understood; the message is a sentence that says why and where.</summary>
/// <param name="column">Where, 1-based.</param>
/// <param name="length">How many characters are meant, at least 1.</param>
/// <param name="sentence">Why, without the place.</param>
public sealed class FilterException(int column, int length, string sentence) : FormatException($"Column {column}: {sentence}")
{
    /// <summary>The first character that is not understood, 1-based.</summary>
    public int Column => column;

    /// <summary>How many characters are meant, at least 1.</summary>
    public int Length => Math.Max(1, length);

    /// <summary>Why, without the place.</summary>
    public string Sentence => sentence;
}
