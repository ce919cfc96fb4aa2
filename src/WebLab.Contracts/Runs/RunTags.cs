namespace WebLab.Contracts.Runs;

/// <summary>What a tag may be: 1 to 40 letters, digits, dots, dashes and underscores, so that it can be written in a filter without
/// quotes.</summary>
public static class RunTags
{
    /// <summary>The longest tag.</summary>
    public const int MaxLength = 40;

    /// <summary>The most tags of one run.</summary>
    public const int MaxCount = 20;

    /// <summary>The allowed tags in words.</summary>
    public const string Allowed = "1 to 40 letters, digits, dots, dashes and underscores";

    /// <summary>Whether the text is a tag.</summary>
    /// <param name="text">The text.</param>
    public static bool IsTag(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= MaxLength && text.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_');
    }
}
