using System.Text.RegularExpressions;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Live;

/// <summary>The short form of <c>./weblab bench reliability --idle 1000</c>. So few connections cannot tell what one of them takes: what
/// the server needs for all weighs more.</summary>
[Trait("Speed", "Slow")]
public sealed partial class ManyConnectionsTests
{
    [Fact]
    public async Task Idle_connections_are_held_beside_two_hundred_that_watch_a_run()
    {
        var said = await BenchProcess.Measure(TimeSpan.FromMinutes(6), "reliability", "--idle", "100");
        Assert.Matches(Held(), said);
        Assert.Matches(Shown(), said);
        Assert.Matches(Told(), said);
    }

    [GeneratedRegex(@"reliability\.held +300 +>= 300 +yes")]
    private static partial Regex Held();

    [GeneratedRegex(@"reliability\.shown +200 +>= 200 +yes")]
    private static partial Regex Shown();

    [GeneratedRegex(@"reliability\.told +200 +>= 200 +yes")]
    private static partial Regex Told();
}
