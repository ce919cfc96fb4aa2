using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Live;
using WebLab.Client.Runs.Table;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Filters;
using WebLab.Science.Runs;

namespace WebLab.Client.Tests.Runs.Table;

public sealed class RunGroupsTests : PageTest
{
    [Fact]
    public async Task A_run_that_changes_moves_its_group_and_a_fault_passes()
    {
        var runs = 0;
        Lab.Answer($"GET {ApiRoutes.Runs}/groups", _ =>
            Task.FromResult(
                runs == 0
                    ? Results.Problem("WebLab is starting.", statusCode: 503)
                    : SmallLab.Json(new Page<RunGroup>([new(["mlp-1x512"], runs, [], new Dictionary<string, Spread>())], 1))
            )
        );
        await Services.GetRequiredService<LiveConnection>().Start();
        var table = Render<RunGroups>(parameters =>
            parameters
                .Add(groups => groups.Fields, [RunFields.Find("model")!])
                .Add(groups => groups.Measures, [])
                .Add(groups => groups.RunFilter, "")
        );
        Assert.Contains("WebLab is starting.", table.WaitForElement("[role=alert]").TextContent, StringComparison.Ordinal);
        runs = 3;
        await Click(table, "[role=alert] button");
        table.WaitForAssertion(() => Assert.Equal("3", table.Find("tbody td.num").TextContent));
        runs = 4;
        await Lab.Browsers.RunChanged(RunMaker.Run("true-labels"));
        table.WaitForAssertion(() => Assert.Equal("4", table.Find("tbody td.num").TextContent));
    }

    [Theory]
    [InlineData("a \"wide\" net")]
    [InlineData("ends in \\")]
    [InlineData("none")]
    public async Task The_filter_of_a_group_finds_its_runs_also_where_a_name_has_quotes(string name)
    {
        var run = RunMaker.Run("true-labels") with { ExperimentName = name };
        Lab.Answer(
            $"GET {ApiRoutes.Runs}/groups",
            new Page<RunGroup>([new([name], 1, [run.Id], new Dictionary<string, Spread>())], 1)
        );
        string? asked = null;
        var table = Render<RunGroups>(parameters =>
            parameters
                .Add(groups => groups.Fields, [RunFields.Find("experiment")!])
                .Add(groups => groups.Measures, [])
                .Add(groups => groups.RunFilter, "")
                .Add(groups => groups.OnShow, filter => asked = filter)
        );
        table.WaitForElement("tbody button");
        await Click(table, "tbody button");
        Assert.Equal([run], RunFilter.Parse(asked).Apply([RunMaker.Run("true-labels"), run]));
    }
}
