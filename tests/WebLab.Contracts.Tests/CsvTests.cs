namespace WebLab.Contracts.Tests;

public sealed class CsvTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a;b", "\"a;b\"")]
    [InlineData("a\tb", "\"a\tb\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=HYPERLINK(1)", "\"'=HYPERLINK(1)\"")]
    [InlineData("@cmd", "\"'@cmd\"")]
    [InlineData("-1+cmd|' /C calc'!A0", "\"'-1+cmd|' /C calc'!A0\"")]
    [InlineData("＝1+1", "\"'＝1+1\"")]
    [InlineData("'tis", "\"'tis\"")]
    [InlineData("\n=1", "\"\n'=1\"")]
    [InlineData("a;=1", "\"a;'=1\"")]
    [InlineData("a; \"=1", "\"a; \"\"'=1\"")]
    [InlineData("a\t+1", "\"a\t'+1\"")]
    [InlineData("a\r\n@b", "\"a\r\n'@b\"")]
    [InlineData("well-known = 1; a - b", "\"well-known = 1; a - b\"")]
    public void Text_is_quoted_and_never_a_formula(string text, string written) => Assert.Equal(written, Csv.Line(text));

    [Theory]
    [InlineData("-1")]
    [InlineData("+3.5e-7")]
    public void A_name_that_is_a_number_stays_one(string text) => Assert.Equal(text, Csv.Line(text));

    [Fact]
    public void Numbers_are_invariant_and_nothing_is_empty() => Assert.Equal("-0.5,,1E-07", Csv.Line(-0.5, null, 1e-7));

    [Fact]
    public async Task Every_line_ends_as_the_standard_says()
    {
        using var body = new MemoryStream();
        await Csv.Write(body, ["a", "ü"]);
        Assert.Equal("a\r\nü\r\n"u8, body.ToArray());
    }
}
