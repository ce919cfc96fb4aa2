using System.Text.Json;
using WebLab.Contracts.Paper;
using WebLab.Data.Tests;

namespace WebLab.Training.Tests.Commands;

public sealed class PaperCommandTests
{
    [Fact]
    public async Task List_names_every_item_with_its_time()
    {
        var run = await WeblabProcess.Run("paper", "list", "--json");
        Assert.Equal(0, run.ExitCode);
        using var items = JsonDocument.Parse(Assert.Single(run.Output));
        Assert.Equal(PaperCatalogue.All.Select(item => item.Id), items.RootElement.EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        Assert.All(items.RootElement.EnumerateArray(), item => Assert.True(item.GetProperty("smallSeconds").GetDouble() > 0));
    }

    [Fact, Trait("Speed", "Slow")]
    public async Task Run_prints_the_papers_table_with_ours_beside_it()
    {
        var run = await WeblabProcess.Run("paper", "run", "fig1b", "--data", ReferenceData.Folder(), "--threads", "1", "--json");
        Assert.Equal(0, run.ExitCode);
        using var report = JsonDocument.Parse(Assert.Single(run.Output));
        var rows = report.RootElement.GetProperty("rows");
        Assert.Equal(6, rows.GetArrayLength());
        Assert.All(rows.EnumerateArray(), row => Assert.Equal("not-comparable", row.GetProperty("verdict").GetString()));
        Assert.All(report.RootElement.GetProperty("claims").EnumerateArray(), claim => Assert.True(claim.GetProperty("holds").GetBoolean()));
    }
}
