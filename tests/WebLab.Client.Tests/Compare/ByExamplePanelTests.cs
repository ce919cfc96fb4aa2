using Bunit;
using Microsoft.AspNetCore.Http;
using WebLab.Client.Compare;
using WebLab.Client.Examples;
using WebLab.Client.Tests.Examples;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Tests.Compare;

public sealed class ByExamplePanelTests : PageTest
{
    private readonly RunSummary _second = RunMaker.Run("true-labels", 0, RunStatus.Completed, RunMaker.Result(1, 0.9));

    [Fact]
    public async Task Who_fits_what_is_counted_and_a_cell_chooses_its_examples()
    {
        IReadOnlyDictionary<string, object?>? chosen = null;
        var mayAnswer = new TaskCompletionSource();
        foreach (var run in new[] { LedgerMaker.Run, _second })
        {
            LedgerMaker.Answer(Lab, run, mayAnswer.Task);
            Lab.Answer(LedgerMaker.Route(run), LedgerMaker.FactsOfALab);
        }
        Lab.Answer(
            $"{LedgerMaker.Route(LedgerMaker.Run)}/agreement",
            new LedgerAgreement(
                200,
                [new(LedgerMaker.Run.Id, "one", 1, 150), new(_second.Id, "other", 1, 100)],
                [new(0, 1, 90, 60, 10, 40, 85)],
                [40, 70, 90],
                85
            )
        );
        var panel = Render<ByExamplePanel>(parameters =>
            parameters.Add(p => p.Runs, [LedgerMaker.Run, _second]).Add(p => p.OnChoose, choice => chosen = choice)
        );
        var told = panel.WaitForElementAsync(".finding");
        mayAnswer.SetResult();
        await told;
        Assert.Contains("45.0 % are fitted by both, 30.0 %", panel.Find(".finding").TextContent, StringComparison.Ordinal);
        await Click(panel, () => panel.FindAll(".compare-table button")[1]);
        Assert.Equal("cells:1,1,,", chosen?["brush"]);
        await panel.InvokeAsync(() => panel.Find("select[aria-label='Compared by']").Change("lab.score"));
        Assert.Equal("lab.score", chosen?["column"]);
        panel.Render(parameters => parameters.Add(p => p.Column, "lab.score").Add(p => p.Brush, "own:1,2,,"));
        Assert.Equal(["Losses of both", "First fits of both", "Score of both"], panel.FindAll(".map-panel h3").Select(h => h.TextContent));
        Assert.Contains(panel.FindAll(".example-tools button"), button => button.TextContent == "Choose none");
        var sources = panel.FindComponent<ExampleMaps>().Instance.Sources;
        Assert.All(sources, source => Assert.Contains("lab.score", source.Names));
    }

    [Fact]
    public async Task Of_three_runs_it_is_told_how_many_examples_none_one_two_and_all_of_them_fit()
    {
        var third = RunMaker.Run("true-labels", 0, RunStatus.Completed, RunMaker.Result(1, 0.9));
        var panel = await OpenAmong(
            [LedgerMaker.Run, _second, third],
            SmallLab.Json(new LedgerAgreement(200, [.. Of(LedgerMaker.Run, _second, third)], [], [20, 30, 50, 100], 120))
        );
        var among = panel.WaitForElement("[data-among]");
        Assert.Equal(["none", "1", "2", "all 3"], among.QuerySelectorAll("th.num").Select(head => head.TextContent));
        Assert.Equal(["10.0 %", "15.0 %", "25.0 %", "50.0 %"], among.QuerySelectorAll("td .of").Select(cell => cell.TextContent));
        Assert.StartsWith("20", among.QuerySelector("td")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_more_runs_than_two_are_not_counted_is_said()
    {
        RunSummary[] others =
        [
            .. Enumerable.Range(0, 9).Select(_ => RunMaker.Run("true-labels", 0, RunStatus.Completed, RunMaker.Result(1, 0.9))),
        ];
        var refused = SmallLab.Json(new { detail = "run 2 has no ledger." }, 400);
        var panel = await OpenAmong([LedgerMaker.Run, _second, others[0]], refused);
        Assert.Equal(
            "How many of the 3 runs fit an example cannot be told. run 2 has no ledger.",
            panel.WaitForElement("[data-among]").TextContent
        );
        panel.Render(parameters => parameters.Add(p => p.Runs, [LedgerMaker.Run, _second, .. others]));
        panel.WaitForAssertion(() =>
            Assert.Contains(
                "At most 10 runs are compared at once; these are 11.",
                panel.Find("[data-among]").TextContent,
                StringComparison.Ordinal
            )
        );
    }

    // Two are compared as ever; what is answered of more of them is given.
    private async Task<IRenderedComponent<ByExamplePanel>> OpenAmong(IReadOnlyList<RunSummary> runs, IResult among)
    {
        foreach (var run in runs)
            LedgerMaker.Answer(Lab, run, Task.CompletedTask);
        Lab.Answer(
            $"{LedgerMaker.Route(LedgerMaker.Run)}/agreement",
            request =>
                Task.FromResult(
                    request.Query["with"].ToString().Contains(',', StringComparison.Ordinal)
                        ? among
                        : SmallLab.Json(
                            new LedgerAgreement(
                                200,
                                [.. Of(LedgerMaker.Run, _second)],
                                [new(0, 1, 90, 60, 10, 40, 85)],
                                [40, 70, 90],
                                85
                            )
                        )
                )
        );
        var panel = Render<ByExamplePanel>(parameters => parameters.Add(p => p.Runs, runs));
        await panel.WaitForElementAsync(".finding");
        return panel;
    }

    private static IEnumerable<LedgerAgreementRun> Of(params RunSummary[] runs) =>
        runs.Select(run => new LedgerAgreementRun(run.Id, run.Name, run.Spec.Seed, 100));

    [Fact]
    public async Task What_the_server_refuses_is_said()
    {
        var mayAnswer = new TaskCompletionSource();
        foreach (var run in new[] { LedgerMaker.Run, _second })
            LedgerMaker.Answer(Lab, run, mayAnswer.Task);
        Lab.Answer(
            $"{LedgerMaker.Route(LedgerMaker.Run)}/agreement",
            _ => Task.FromResult(SmallLab.Json(new { detail = "with must name runs of the same data set." }, 400))
        );
        var panel = Render<ByExamplePanel>(parameters => parameters.Add(p => p.Runs, [LedgerMaker.Run, _second]));
        var said = panel.WaitForElementAsync(".fault");
        mayAnswer.SetResult();
        await said;
        Assert.Contains("same data set", panel.Find(".fault").TextContent, StringComparison.Ordinal);
    }
}
