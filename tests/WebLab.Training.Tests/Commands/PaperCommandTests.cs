using System.Text.Json;
using WebLab.Science.Paper;

namespace WebLab.Training.Tests.Commands;

public sealed class PaperCommandTests
{
    [Fact]
    public async Task List_names_every_item_with_its_time()
    {
        var run = await WeblabProcess.Run("paper", "list", "--json");
        Assert.Equal(0, run.ExitCode);
        using var items = JsonDocument.Parse(Assert.Single(run.Output));
        Assert.Equal(
            PaperCatalogue.All.Select(item => item.Id),
            items.RootElement.EnumerateArray().Select(item => item.GetProperty("id").GetString())
        );
        Assert.All(items.RootElement.EnumerateArray(), item => Assert.True(item.GetProperty("smallSeconds").GetDouble() > 0));
    }
}
