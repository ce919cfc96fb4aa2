using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Workers;

/// <summary>The short form of <c>./weblab bench reliability --kills 200</c>.</summary>
[Trait("Speed", "Slow")]
public sealed class RandomKillTests
{
    [Fact]
    public async Task Four_kills_of_server_and_workers_under_load_lose_and_double_nothing() =>
        Assert.Contains(
            "4 of 4",
            await BenchProcess.Run(TimeSpan.FromMinutes(8), "reliability", "--kills", "4", "--seed", "7"),
            StringComparison.Ordinal
        );
}
