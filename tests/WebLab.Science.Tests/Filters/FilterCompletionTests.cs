using WebLab.Science.Filters;

namespace WebLab.Science.Tests.Filters;

public sealed class FilterCompletionTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Known = new()
    {
        ["tag"] = ["paper", "draft-2"],
        ["experiment"] = ["Noise against width"],
    };

    [Theory]
    [InlineData("|", "name")]
    [InlineData("test.|", "test.acc")]
    [InlineData("nois|", "noise-rate")]
    [InlineData("model |", "=")]
    [InlineData("test.acc |", ">=")]
    [InlineData("tag |", ":")]
    [InlineData("model = |", "mlp-1x512")]
    [InlineData("model = mlp-3|", "mlp-3x512")]
    [InlineData("tag:|", "paper")]
    [InlineData("tag:dr|", "draft-2")]
    [InlineData("experiment = |", "\"Noise against width\"")]
    [InlineData("test.acc >= |", "best")]
    [InlineData("model = mlp-1x512 |", "and")]
    [InlineData("model = mlp-1x512 and |", "test.acc")]
    [InlineData("(|", "name")]
    [InlineData("not st|", "status")]
    [InlineData("noise = 0.3 o|r tag:x", "or")]
    public void Completion_offers_what_can_stand_there(string text, string offered)
    {
        var at = text.IndexOf('|', StringComparison.Ordinal);
        Assert.Contains(offered, FilterCompletion.At(text.Remove(at, 1), at, Known).Suggestions.Select(suggestion => suggestion.Text));
    }

    [Fact]
    public void Completion_takes_the_place_of_the_whole_word()
    {
        var completion = FilterCompletion.At("test.acc >= 0.5 and nois-rate > 0", 22, Known);
        Assert.Equal((20, 9), (completion.Start, completion.Length));
    }

    [Theory]
    [InlineData("= |")]
    [InlineData("model = mlp-1x512|")]
    [InlineData("xyzzy = |")]
    public void Nothing_is_offered_where_nothing_helps(string text)
    {
        var at = text.IndexOf('|', StringComparison.Ordinal);
        Assert.Empty(FilterCompletion.At(text.Remove(at, 1), at, Known).Suggestions);
    }

    [Fact]
    public void Every_place_of_every_text_has_an_answer()
    {
        const string text = "model = mlp-1x512 and (noise > 0.3 or tag:\"pa) ! ~ best - \"";
        for (var length = 0; length <= text.Length; length++)
        {
            for (var at = 0; at <= length; at++)
                Assert.InRange(FilterCompletion.At(text[..length], at, Known).Start, 0, at);
        }
    }
}
