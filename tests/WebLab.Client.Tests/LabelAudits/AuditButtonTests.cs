using Bunit;
using Microsoft.AspNetCore.Http;
using WebLab.Client.LabelAudits;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;

namespace WebLab.Client.Tests.LabelAudits;

public sealed class AuditButtonTests : PageTest
{
    [Fact]
    public async Task Where_all_examples_do_not_fit_some_can_be_audited()
    {
        Lab.Answer(
            $"POST {ApiRoutes.Experiments}",
            _ => Task.FromResult(Results.Problem("Label audit needs about 9.0 GB of memory.", statusCode: 400))
        );
        var facts = DatasetFacts.Of(DatasetName.Mnist);
        var button = Render<AuditButton>(each => each.Add(page => page.Facts, facts));
        Assert.Empty(button.FindAll("[data-audit-examples]"));
        await Click(button, "[data-audit]");
        button.WaitForAssertion(() => Assert.Equal("30000", button.Find("[data-audit-examples]").GetAttribute("value")));

        await button.InvokeAsync(() => button.Find("[data-audit-examples]").Change("500"));
        var sent = Lab.TakeLaunch(RunMaker.Run("true-labels"));
        await Click(button, "[data-audit]");
        var spec = (await sent.WaitAsync(DefaultWaitTimeout, Xunit.TestContext.Current.CancellationToken)).Runs[0].Spec;
        Assert.Equal((500, 500), (spec.TrainSize, spec.TestSize));
    }

    [Fact]
    public void A_set_of_few_test_examples_has_a_recipe_that_is_taken()
    {
        var facts = new DatasetFacts("few-tests", "Few", "", 32, 8, 8, 8, 1, ["a", "b"]) { IsOwn = true };
        DatasetFacts.Add(facts);
        Assert.Empty(SpecCheck.Problems(AuditLaunch.Of(facts, isPrivate: false).Runs[0].Spec));
    }
}
