using WebLab.Contracts.Catalogue;

namespace WebLab.Contracts.Tests.Catalogue;

public sealed class SizeFormulaTests
{
    [Theory]
    [InlineData("2 + 3 * 4", 14)]
    [InlineData("(2 + 3) * 4 - 6 / 3", 18)]
    [InlineData("10 - 3 - 2", 5)]
    [InlineData("ceil(width / 2) + round(2.5) + max(1, min(width, 3))", 10)]
    public void Arithmetic_is_worked_out(string formula, double expected) =>
        Assert.Equal(expected, SizeFormula.Parse(formula).Evaluate(name => name == "width" ? 7 : double.NaN));

    [Theory]
    [InlineData("")]
    [InlineData("2 +")]
    [InlineData("min(1)")]
    [InlineData("(1")]
    [InlineData("1 2")]
    [InlineData("1..2 * 3")]
    [InlineData("system(1)")]
    public void What_is_no_formula_is_refused_in_a_sentence(string formula) =>
        Assert.EndsWith(".", Assert.Throws<FormatException>(() => SizeFormula.Parse(formula)).Message, StringComparison.Ordinal);

    [Fact]
    public void Endless_brackets_are_refused_and_do_not_overflow_the_stack() =>
        Assert.Throws<FormatException>(() => SizeFormula.Parse(new('(', 1_000_000)));

    [Fact]
    public void Input_and_fields_are_the_names_of_a_size() =>
        Assert.Equal(
            (28 * 28 * 3 * 512) + 10,
            NetworkSize.Count(
                "inputs * width + classes",
                new(28, 28, 3),
                10,
                field => field == "width" ? 512 : throw new ArgumentException(field)
            )
        );
}
