using Bunit;
using WebLab.Client.Layout;
using WebLab.Client.Tests.Hosting;

namespace WebLab.Client.Tests.Layout;

public sealed class KeyHelpTests : PageTest
{
    [Fact]
    public void The_keys_of_an_audits_suspects_are_among_them()
    {
        var keys = Render<KeyHelp>().FindAll("div").Where(line => line.TextContent.Contains("suspect", StringComparison.Ordinal));
        Assert.Equal(["g", "s", "d", "o", "u"], keys.SelectMany(line => line.QuerySelectorAll("kbd")).Select(key => key.TextContent));
    }
}
