using WebLab.Server.Notes;

namespace WebLab.Server.Tests.Notes;

public sealed class NoteMarkdownTests
{
    [Theory]
    [InlineData("**b** and *i*", "<p><strong>b</strong> and <em>i</em></p>\n")]
    [InlineData("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n")]
    [InlineData("[x](https://a.example/b)", "<p><a href=\"https://a.example/b\" rel=\"noopener noreferrer nofollow\">x</a></p>\n")]
    [InlineData("[x](/runs?filter=tag:a)", "<p><a href=\"./runs?filter=tag:a\" rel=\"noopener noreferrer nofollow\">x</a></p>\n")]
    public void Markdown_is_shown(string text, string html) => Assert.Equal(html, NoteMarkdown.ToHtml(text));

    /// <summary>Before, a link that was copied from the browser led to the folder within the folder.</summary>
    [Theory]
    [InlineData("/weblab/experiments/1", "./experiments/1")]
    [InlineData("/experiments/1", "./experiments/1")]
    [InlineData("/weblab", "./")]
    [InlineData("/weblab?filter=a", "./?filter=a")]
    [InlineData("/weblabs/1", "./weblabs/1")]
    [InlineData("/weblab//elsewhere.example", "#")]
    [InlineData("/weblab/\\elsewhere.example", "#")]
    public void A_link_within_the_lab_leads_there_with_a_proxys_folder_in_it_and_without(string url, string href) =>
        Assert.Contains($"href=\"{href}\"", NoteMarkdown.ToHtml($"[x]({url})", "/weblab"), StringComparison.Ordinal);

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java&#115;cript:alert(1))")]
    [InlineData("[x](java\tscript:alert(1))")]
    [InlineData("[x](<javascript:alert(1)>)")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("[x](//elsewhere.example)")]
    [InlineData("[x](/\\elsewhere.example)")]
    [InlineData("[x][r]\n\n[r]: javascript:alert(1)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("![x](https://elsewhere.example/pixel.png)")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>")]
    [InlineData("text {onclick=alert(1)}")]
    [InlineData("# title {#id onclick=alert(1)}")]
    [InlineData("```\"><img src=x onerror=alert(1)>\n```")]
    [InlineData("`<svg onload=alert(1)>`")]
    public void Nothing_that_runs_or_loads_gets_through(string text)
    {
        var html = NoteMarkdown.ToHtml(text);
        // What is left of HTML are the tags of Markdown, whose only attributes are a link's address and what it is to us.
        foreach (System.Text.RegularExpressions.Match tag in System.Text.RegularExpressions.Regex.Matches(html, "<[^>]*>"))
        {
            Assert.Matches("^</?(p|a|em|strong|code|pre|h1|li|ul)( (href|rel|id|class)=\"[^\"<>]*\")*>$", tag.Value);
            Assert.DoesNotMatch("href=\"(?!#|\\./[^/\\\\]|https?://|mailto:)", tag.Value);
        }
    }

    [Theory]
    [InlineData('>')]
    [InlineData('[')]
    [InlineData('*')]
    [InlineData('!')]
    public void A_note_that_is_nested_without_end_is_shown_as_it_is(char mark)
    {
        var text = new string(mark, 5_000) + "x";
        var shown = System.Text.RegularExpressions.Regex.Replace(NoteMarkdown.ToHtml(text), "<[^>]*>", "");
        Assert.Equal(text, System.Net.WebUtility.HtmlDecode(shown).Trim());
    }
}
