using WebLab.Client.Examples;

namespace WebLab.Client.Tests.Examples;

public sealed class ExampleBrushTests
{
    [Theory]
    [InlineData("cartography:0.1,0.3,0,0.55")]
    [InlineData("first-fit:12,,,")]
    [InlineData("loss:,0.0001,,")]
    public void An_address_gives_back_the_brush_that_was_written_into_it(string text) =>
        Assert.Equal(text, ExampleBrush.Parse(text)?.ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("loss")]
    [InlineData("loss:1,2")]
    public void What_is_no_brush_chooses_nothing(string? text) => Assert.Null(ExampleBrush.Parse(text));

    [Fact]
    public void An_end_that_is_no_number_is_none() => Assert.Equal(new("loss", null, 1), ExampleBrush.Parse("loss:NaN,1,x,Infinity"));
}
