namespace WebLab.Contracts.Tests;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("true against random labels")]
    [InlineData("p = 0,3 – «Größe» 試験 ⚡\uFE0F \U0001F468\u200D\U0001F52C")]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")]
    public void Text_of_any_language_is_visible(string text) => Assert.True(VisibleText.Is(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\u200B")]
    [InlineData("\u200D")]
    [InlineData("a\u202Eb")]
    [InlineData("a\u0000b")]
    [InlineData("\u3164")]
    [InlineData("\uE000")]
    [InlineData("\U000E0041")]
    public void Text_that_hides_or_turns_itself_is_not(string? text) => Assert.False(VisibleText.Is(text));

    [Fact]
    public void Half_a_character_is_not() => Assert.False(VisibleText.Is("a\uD800"));
}
