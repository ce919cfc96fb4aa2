using System.Globalization;

namespace WebLab.Contracts.Tests;

public sealed class SentenceTests
{
    [Fact]
    public void Numbers_are_written_alike_whatever_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (commas.NumberFormat.NumberDecimalSeparator, commas.NumberFormat.NumberGroupSeparator) = (",", ".");
        CultureInfo.CurrentCulture = commas;
        try
        {
            Assert.Equal("0.5 of 50,000,   7 left", Sentence.Of($"{0.5} of {50000:N0}, " + $"{7,3} left"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_value_is_shown_short_and_never_as_nothing()
    {
        Assert.Equal("abc…", Sentence.Shorten("abcdef", 3));
        Assert.Equal("abc", Sentence.Shorten("abc", 3));
        // No half of a character is left.
        Assert.Equal("ab…", Sentence.Shorten("ab😀f", 3));
        Assert.Equal("ab😀", Sentence.Cut("ab😀f", 4));
        Assert.Equal("empty", Sentence.Shown(""));
    }
}
