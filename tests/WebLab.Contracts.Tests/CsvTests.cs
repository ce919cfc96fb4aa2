namespace WebLab.Contracts.Tests;

public sealed class CsvTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("\n=1", "\"'\n=1\"")]
    public void Text_is_quoted_and_never_a_formula(string text, string written) => Assert.Equal(written, Csv.Line(text));

    [Fact]
    public void Numbers_are_invariant_and_nothing_is_empty() => Assert.Equal("-0.5,,1E-07", Csv.Line(-0.5, null, 1e-7));
}
