using System.Text.RegularExpressions;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Runs;

/// <summary>
/// The short form of <c>./weblab bench reliability --soak 2000</c>. So few runs cannot tell of memory and speed, which are still warming
/// up; three
/// handles of each ended worker that stayed open would show.
/// </summary>
[Trait("Speed", "Slow")]
public sealed partial class SoakTests
{
    [Fact]
    public async Task Runs_of_twenty_people_all_complete_and_leave_no_handle()
    {
        var said = await BenchProcess.Measure(TimeSpan.FromMinutes(5), "reliability", "--soak", "24");
        Assert.Matches(Completed(), said);
        Assert.Matches(Handles(), said);
    }

    [GeneratedRegex(@"reliability\.soak-completed +24 +>= 24 +yes")]
    private static partial Regex Completed();

    [GeneratedRegex(@"reliability\.soak-handles +\S+ +<= 5 +yes")]
    private static partial Regex Handles();
}
