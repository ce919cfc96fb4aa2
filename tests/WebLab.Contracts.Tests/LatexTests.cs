namespace WebLab.Contracts.Tests;

public sealed class LatexTests
{
    [Theory]
    [InlineData("50 % & #1_a", @"50 \% \& \#1\_a")]
    [InlineData(@"\input{x}", @"\textbackslash{}input\{x\}")]
    [InlineData("a~b^c$", @"a\textasciitilde{}b\textasciicircum{}c\$")]
    [InlineData("two\nlines", "two lines")]
    public void No_character_of_a_name_is_a_command(string text, string written) => Assert.Equal(written, Latex.Text(text));

    [Theory]
    [InlineData(0.12345678, "0.1235")]
    [InlineData(50_000, "50000")]
    [InlineData(0.00025, @"$2.5 \times 10^{-4}$")]
    [InlineData(0, "0")]
    [InlineData(double.PositiveInfinity, @"$\infty$")]
    public void A_number_has_four_digits(double value, string written) => Assert.Equal(written, Latex.Number(value));

    [Fact]
    public void A_table_has_as_many_cells_in_each_line_as_columns() =>
        Assert.Equal(
            [@"\begin{tabular}{lr}", @"\toprule", @"A\_b & n \\", @"\midrule", @"x & 1 \\", @"\bottomrule", @"\end{tabular}"],
            Latex
                .Table(
                    [("A_b", false), ("n", true)],
                    [
                        ["x", "1"],
                    ]
                )
                .Skip(1)
        );
}
