using Bunit;
using WebLab.Client.Compare;
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
            LedgerMaker.Answer(Lab, run, mayAnswer.Task);
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
    }

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
