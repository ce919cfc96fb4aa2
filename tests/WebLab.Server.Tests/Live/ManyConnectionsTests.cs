using System.Text.RegularExpressions;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Live;

/// <summary>The short form of <c>./weblab bench reliability --idle 1000</c>.</summary>
[Trait("Speed", "Slow")]
public sealed partial class ManyConnectionsTests
{
    [Fact]
    public async Task Idle_connections_are_held_beside_two_hundred_that_watch_a_run() =>
        Assert.Matches(Held(), await BenchProcess.Run(TimeSpan.FromMinutes(6), "reliability", "--idle", "300"));

    [GeneratedRegex(@"reliability\.held +520 +>= 520 +yes")]
    private static partial Regex Held();
}
